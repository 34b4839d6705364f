import { type Frame, parseStack } from '../lib/session/stack.ts';
import { useTexts } from './language.ts';

/** Shows a place of a source, line and column from 1; absent where the browser can't. */
export type OpenSource = ((url: string, line: number, column: number) => void) | undefined;

/** The calls that led to a request, innermost first. */
export function CallStack({ stack, openSource }: { stack: string; openSource: OpenSource }) {
  const { t } = useTexts();
  const frames = parseStack(stack);
  return (
    <>
      <h3>{t('callStack')}</h3>
      {frames.length === 0 && <pre class="source">{stack}</pre>}
      <ol class="stack">
        {frames.map(({ name, source }, index) => (
          <li key={index}>
            <bdi>{name || t('noFunction')}</bdi>{' '}
            {source && <Place source={source} openSource={openSource} />}
          </li>
        ))}
      </ol>
    </>
  );
}

interface PlaceProps {
  source: NonNullable<Frame['source']>;
  openSource: OpenSource;
}

function Place({ source: { url, line, column }, openSource }: PlaceProps) {
  const { t } = useTexts();
  const place = `${url}:${line}:${column}`;
  // The page may have written the stack: only what a page can load is opened.
  if (!openSource || !/^https?:/i.test(url)) {
    return (
      <bdi class="muted" title={openSource ? undefined : t('openSourceMissing')}>
        {place}
      </bdi>
    );
  }
  return (
    <button
      class="link"
      title={t('openSource', place)}
      onClick={() => openSource(url, line, column)}
    >
      <bdi>{`${fileOf(url)}:${line}:${column}`}</bdi>
    </button>
  );
}

function fileOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? url;
  return path.slice(path.lastIndexOf('/') + 1) || path;
}
