import { type ComponentChildren, createContext } from 'preact';
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Anchor {
  left: number;
  top: number;
  bottom: number;
}

interface MenuProps {
  label: string;
  /** What the menu stands at, in CSS pixels of the window. */
  anchor: Anchor;
  closed(): void;
  children: ComponentChildren;
}

const CloseMenu = createContext<() => void>(() => {});

/** Entries over all else, at a place: for arrow keys, closed by Escape or a click elsewhere. */
export function Menu({ label, anchor, closed, children }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = box.current!;
    menu.showPopover();
    placeAt(menu, anchor);
    menu.querySelector<HTMLElement>(ENTRIES)?.focus();
  }, []);
  return (
    <div
      ref={box}
      class="menu"
      role="menu"
      aria-label={label}
      popover="auto"
      onKeyDown={moveInMenu}
      onToggle={(event) => {
        if (event.newState === 'closed') closed();
      }}
    >
      <CloseMenu.Provider value={() => box.current?.hidePopover()}>{children}</CloseMenu.Provider>
    </div>
  );
}

interface MenuItemProps {
  text: string;
  /** Of one that is on or off, or one of several. */
  isChecked?: boolean;
  isOneOf?: boolean;
  isDisabled?: boolean;
  /** It is disabled, for this reason. */
  whyDisabled?: string | undefined;
  choose(): void;
}

/** One that is on or off leaves the menu open. */
export function MenuItem(props: MenuItemProps) {
  const { text, isChecked, isOneOf, whyDisabled, choose } = props;
  const isDisabled = props.isDisabled ?? whyDisabled !== undefined;
  const close = useContext(CloseMenu);
  const role =
    isChecked === undefined ? 'menuitem' : isOneOf ? 'menuitemradio' : 'menuitemcheckbox';
  return (
    <button
      role={role}
      tabIndex={-1}
      aria-checked={isChecked}
      aria-disabled={isDisabled}
      aria-description={whyDisabled}
      title={whyDisabled}
      onClick={() => {
        if (isDisabled) return;
        // The focus is back where it was before anything else takes it.
        if (role !== 'menuitemcheckbox') close();
        choose();
      }}
    >
      <span class="check" aria-hidden="true">
        {isChecked && '✓'}
      </span>
      {text}
    </button>
  );
}

interface MenuButtonProps {
  label: string;
  /** Shown in the place of the label. */
  sign?: string;
  children: ComponentChildren;
  /** The menu opens. */
  opened?(): void;
}

export function MenuButton({ label, sign, children, opened }: MenuButtonProps) {
  const [anchor, setAnchor] = useState<Anchor | undefined>(undefined);
  const wasOpen = useRef(false);
  return (
    <>
      <button
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-label={sign && label}
        title={sign && label}
        // By then a click elsewhere has closed the menu.
        onPointerDown={() => (wasOpen.current = anchor !== undefined)}
        onClick={(event) => {
          if (!wasOpen.current) {
            opened?.();
            setAnchor(event.currentTarget.getBoundingClientRect());
          }
          wasOpen.current = false;
        }}
      >
        {sign ?? (
          <>
            {label} <span aria-hidden="true">▾</span>
          </>
        )}
      </button>
      {anchor && (
        <Menu label={label} anchor={anchor} closed={() => setAnchor(undefined)}>
          {children}
        </Menu>
      )}
    </>
  );
}

const ENTRIES = '[role^=menuitem]:not([aria-disabled=true])';

function moveInMenu(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>(ENTRIES)];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  // Nothing behind the menu acts on its keys, not even DevTools on Escape.
  event.stopPropagation();
  if (event.key === 'Escape') event.preventDefault();
  if (event.key === 'Escape' || event.key === 'Tab') event.currentTarget.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  entries[(to + entries.length) % entries.length]?.focus();
}

/** Below the anchor where there is room, else above, and never out of the window. */
function placeAt(menu: HTMLElement, { left, top, bottom }: Anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const isBelow = bottom + height <= innerHeight || top < innerHeight - bottom;
  const space = isBelow ? innerHeight - bottom : top;
  Object.assign(menu.style, {
    left: `${Math.max(0, Math.min(left, innerWidth - width))}px`,
    top: isBelow ? `${bottom}px` : `${Math.max(0, top - height)}px`,
    maxHeight: `${space}px`,
  });
}
