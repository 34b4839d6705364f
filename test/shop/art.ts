import { html, Html } from './html.ts';

/** The drawings of the products, in a box of 120 by 120. */
const drawings = {
  jacket: `<path d="M44 24l16 8 16-8 22 14-8 30-10-4v38H40V64l-10 4-8-30z" fill="#2f5d50"/>
    <path d="M60 32v70" stroke="#e7c15a" stroke-width="3"/><path d="M44 24q16 20 32 0l-5-6H49z" fill="#24483e"/>`,
  flask: `<rect x="42" y="36" width="36" height="68" rx="9" fill="#b5533c"/>
    <rect x="47" y="18" width="26" height="20" rx="4" fill="#3b3b3b"/><rect x="42" y="56" width="36" height="9" fill="#f1d9b5"/>`,
  tent: `<path d="M60 26L108 98H12z" fill="#d9822b"/><path d="M60 26l18 72H42z" fill="#8f4e12"/>
    <path d="M60 26v-8m-52 80h104" stroke="#333" stroke-width="3"/>`,
  backpack: `<path d="M46 30q0-14 14-14t14 14" fill="none" stroke="#3a2b25" stroke-width="5"/>
    <rect x="32" y="28" width="56" height="76" rx="16" fill="#7b4b3a"/><rect x="40" y="64" width="40" height="30" rx="6" fill="#a9705a"/>
    <path d="M40 46h40" stroke="#e7c15a" stroke-width="4"/>`,
  boot: `<path d="M40 20h28v46q4 10 30 14 8 2 8 14H40z" fill="#5b4636"/>
    <path d="M36 94h72v9H36z" fill="#222"/><path d="M56 34h14M56 46h14M58 58h14" stroke="#e7c15a" stroke-width="3"/>`,
  lantern: `<path d="M44 34q0-18 16-18t16 18" fill="none" stroke="#333" stroke-width="4"/>
    <rect x="40" y="34" width="40" height="10" rx="3" fill="#333"/><rect x="44" y="44" width="32" height="44" fill="#f6c945"/>
    <rect x="36" y="88" width="48" height="14" rx="4" fill="#333"/><circle cx="60" cy="66" r="8" fill="#fff3c4"/>`,
  hat: `<circle cx="60" cy="24" r="10" fill="#f0f0f0"/><path d="M28 84q0-52 32-52t32 52z" fill="#3c4f8f"/>
    <rect x="24" y="78" width="72" height="20" rx="8" fill="#27356a"/><path d="M34 66l9 8 9-8 9 8 9-8 9 8 8-8" fill="none" stroke="#cfd6f2" stroke-width="3"/>`,
  'sleeping-bag': `<path d="M40 18h40q10 0 10 14l-8 66q-2 8-22 8t-22-8l-8-66q0-14 10-14z" fill="#1f7a6d"/>
    <ellipse cx="60" cy="34" rx="20" ry="11" fill="#f3e9d2"/><path d="M60 46v58" stroke="#d8f0ea" stroke-width="2" stroke-dasharray="5 3"/>`,
} as const;

export type Art = keyof typeof drawings;

export function drawArt(art: Art, colour: string): Html {
  return html`<svg
    class="art"
    viewBox="0 0 120 120"
    aria-hidden="true"
    style="background: ${colour}"
  >
    ${new Html(drawings[art])}
  </svg>`;
}
