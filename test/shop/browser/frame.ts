/** What every page of the shop has: the consent banner, the footer's select, the cart. */
import { showCartCount } from './cart.ts';
import { readConsent, rememberConsent, showConsent } from './consent.ts';
import { readSettings, rememberSetting } from './settings.ts';
import { stopTracking } from './tracking.ts';

/** Call it last: `data-ready` on the root element then says that the page listens. */
export function startFrame(): void {
  showConsent(readConsent());
  showCartCount();
  document.querySelector('#consent-accept')?.addEventListener('click', () => {
    rememberConsent('accepted');
  });
  document.querySelector('#consent-refuse')?.addEventListener('click', () => {
    stopTracking();
    rememberConsent('refused');
  });
  const select = document.querySelector<HTMLSelectElement>('#transport');
  if (select) {
    select.value = readSettings().transport;
    select.addEventListener('change', () => {
      rememberSetting('transport', select.value);
      location.assign(location.pathname);
    });
  }
  document.documentElement.dataset['ready'] = '';
}
