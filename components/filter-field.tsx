import type { RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { MAX_LENGTH } from '../lib/filter/bounds.ts';
import { complete, type Completions } from '../lib/filter/complete.ts';
import { say } from '../lib/language/said.ts';
import type { FilterStore } from '../lib/session/filter-store.ts';
import { CompletionList, optionId } from './completion-list.tsx';
import { FilterText } from './filter-text.tsx';
import { useTexts } from './language.ts';

interface FilterFieldProps {
  filter: FilterStore;
  field: RefObject<HTMLInputElement | null>;
}

/** What is offered, and which of it is chosen: −1 for none yet. */
interface Offer extends Completions {
  active: number;
}

/** The filter's text: coloured as it is read, completed by keyboard, its fault marked in place. */
export function FilterField({ filter, field }: FilterFieldProps) {
  const { t } = useTexts();
  const id = useId();
  const overlay = useRef<HTMLDivElement>(null);
  const [offer, setOffer] = useState<Offer | undefined>(undefined);
  /** Where the caret is to be once the completed text has been drawn. */
  const caret = useRef<number | undefined>(undefined);
  const text = filter.text.value;
  const [fault] = filter.faults.value;

  useEffect(() => {
    if (caret.current !== undefined) field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
    follow();
  }, [text]);

  /** The coloured text stands where the field has scrolled its own to. */
  function follow() {
    if (overlay.current && field.current) overlay.current.scrollLeft = field.current.scrollLeft;
  }

  function offerAt(input: HTMLInputElement, isAsked: boolean) {
    const at = input.selectionStart ?? input.value.length;
    const found = complete(input.value, at, filter.vocabulary());
    // Unasked, nothing is offered where nothing has been begun.
    const isBegun = found.of === 'value' || found.typed !== '';
    const isOffered = found.options.length > 0 && (isAsked || isBegun);
    setOffer(isOffered ? { ...found, active: isAsked ? 0 : -1 } : undefined);
  }

  function accept(index: number) {
    const option = offer?.options[index];
    if (!offer || !option) return;
    const next = text.slice(0, offer.from) + option.insert + offer.between + text.slice(offer.to);
    const at = offer.from + option.insert.length;
    caret.current = at;
    filter.write(next.slice(0, MAX_LENGTH));
    // Behind `type:` the types are next.
    const more = complete(next, at, filter.vocabulary());
    const isMore = more.of === 'value' && more.options.length > 0;
    setOffer(isMore ? { ...more, active: -1 } : undefined);
    field.current?.focus();
  }

  function move(step: 1 | -1) {
    if (!offer) return;
    const { length } = offer.options;
    const from = offer.active < 0 && step < 0 ? 0 : offer.active;
    setOffer({ ...offer, active: (from + step + length) % length });
  }

  function leave(input: HTMLInputElement) {
    if (offer) setOffer(undefined);
    else if (text !== '') filter.clear();
    else input.blur();
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLInputElement }) {
    const { key, currentTarget } = event;
    const isChosen = offer !== undefined && offer.active >= 0;
    if (key === 'Escape') leave(currentTarget);
    else if ((key === 'Enter' || key === 'Tab') && isChosen && !event.shiftKey)
      accept(offer.active);
    else if (key === 'ArrowDown' && offer) move(1);
    else if (key === 'ArrowUp' && offer) move(-1);
    else if (key === 'ArrowDown' || (key === ' ' && event.ctrlKey)) offerAt(currentTarget, true);
    else return;
    event.preventDefault();
  }

  const [listId, faultId] = [`${id}-list`, `${id}-fault`];
  return (
    <div class="filter-box">
      <FilterText box={overlay} text={text} faults={filter.faults.value} />
      <input
        ref={field}
        class="filter"
        type="text"
        role="combobox"
        spellcheck={false}
        autocomplete="off"
        maxLength={MAX_LENGTH}
        aria-label={t('filterLabel')}
        aria-autocomplete="list"
        aria-expanded={offer !== undefined}
        aria-controls={offer && listId}
        aria-activedescendant={
          offer && offer.active >= 0 ? optionId(listId, offer.active) : undefined
        }
        aria-invalid={fault !== undefined}
        aria-describedby={fault && faultId}
        placeholder={t('filterPlaceholder')}
        value={text}
        onInput={({ currentTarget }) => {
          filter.write(currentTarget.value);
          offerAt(currentTarget, false);
        }}
        onKeyDown={onKeyDown}
        onClick={() => setOffer(undefined)}
        onBlur={() => setOffer(undefined)}
        onScroll={follow}
      />
      {offer && (
        <CompletionList id={listId} options={offer.options} active={offer.active} accept={accept} />
      )}
      {fault && (
        <p id={faultId} class={offer ? 'filter-fault unseen' : 'filter-fault'} role="status">
          {t('filterFault', say(t, { text: fault.message, params: fault.params }))}
        </p>
      )}
    </div>
  );
}
