import type { FlatNode } from '../lib/session/flat.ts';
import { CopyButton } from './copy-button.tsx';
import { inertText } from './inert-text.ts';
import { useTexts } from './language.ts';

/** Characters of a value that are drawn. */
const MAX_VALUE = 2000;

interface ValueProps {
  node: FlatNode;
  copy(text: string): Promise<boolean>;
}

/** A value as it is written, which can be copied as such; a text as it reads. */
export function Value({ node, copy }: ValueProps) {
  const { t } = useTexts();
  const { kind, source = '', left = 0, reads, isSecret, isDeep } = node;
  const text = kind === 'string' && reads !== undefined ? JSON.stringify(reads) : source;
  const isCut = text.length > MAX_VALUE || left > 0;
  return (
    <>
      <bdi class={`value ${kind}`} {...(text !== source && { title: source.slice(0, MAX_VALUE) })}>
        {inertText(text.slice(0, MAX_VALUE))}
        {isCut && <span class="muted">… {t('textCut', Math.min(text.length, MAX_VALUE))}</span>}
      </bdi>
      {isDeep && <span class="muted"> {t('nestedDeeper')}</span>}
      {kind === 'number' && reads !== undefined && (
        <span class="muted"> {t('numberReads', reads)}</span>
      )}
      {!isSecret && left === 0 && <CopyButton text={source} copy={copy} tabIndex={-1} />}
    </>
  );
}
