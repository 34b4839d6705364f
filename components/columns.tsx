import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  builtInColumn,
  COLUMN_WIDTH,
  type ColumnSetting,
  resizedColumn,
} from '../lib/settings/columns.ts';
import { columnTitle, type ColumnVerbs } from './column-title.ts';
import { useTexts } from './language.ts';

interface ColumnsProps {
  /** Those that are shown. */
  columns: ColumnSetting[];
  chosen: ColumnSetting[];
  verbs: ColumnVerbs;
  /** Leads to the choice of others. */
  choose(): void;
}

/** Pixels by which a key changes a column's width. */
const STEP = 10;

/** The width of the sign before the columns. */
const SIGN = '14px';

/** Pixels that a column is left with where space is tight; the list scrolls sideways before it gets narrower. */
const LEAST = 56;
/** Pixels: room for two marks and a short value. It is the same in each line, so that columns stand below each other. */
const LEAST_BRIEF = 72;

/**
 * The custom properties of the list by which lines are laid out: `--tracks` are those of a line's grid, the sign and
 * the columns, and `--least` is the sum of their least widths. The brief column takes what is left; others are as wide
 * as usual where there is room, and just as wide as the user has made them.
 */
export function layoutOf(columns: ColumnSetting[]): Record<'--tracks' | '--least', string> {
  const tracks = columns.map(({ id, width, isChosen }) => {
    if (id === 'brief') return { least: `var(--least-brief, ${LEAST_BRIEF}px)`, most: '1fr' };
    const name = builtInColumn(id)?.id ?? 'field';
    const least = isChosen ? width : Math.min(width, LEAST);
    return { least: `var(--least-${name}, ${least}px)`, most: `var(--width-${name}, ${width}px)` };
  });
  return {
    '--tracks': [SIGN, ...tracks.map(({ least, most }) => `minmax(${least}, ${most})`)].join(' '),
    '--least': `calc(${[SIGN, ...tracks.map(({ least }) => least)].join(' + var(--gap) + ')})`,
  };
}

/** The headings of the columns: each can be made wider or narrower, and others chosen. */
export function Columns({ columns, chosen, verbs, choose }: ColumnsProps) {
  const { t } = useTexts();
  return (
    <div class="columns" role="row" aria-rowindex={1}>
      <span role="columnheader" class="sign">
        <span class="unseen">{t('columnIssues')}</span>
      </span>
      {columns.map((column) => (
        <span
          key={column.id}
          role="columnheader"
          class={`column ${builtInColumn(column.id)?.id ?? 'field'}`}
        >
          <bdi>{columnTitle(t, column.id)}</bdi>
          {column.id !== 'brief' && chosen.includes(column) && (
            <Resizer
              title={columnTitle(t, column.id)}
              width={column.width}
              resize={(width) => verbs.setColumns(resizedColumn(chosen, column.id, width))}
            />
          )}
        </span>
      ))}
      <span role="columnheader" class="choose">
        <button
          aria-label={t('columnsChoose')}
          title={t('columnsChoose')}
          aria-haspopup="dialog"
          onClick={choose}
        >
          <span aria-hidden="true">⋮</span>
        </button>
      </span>
    </div>
  );
}

interface ResizerProps {
  title: string;
  width: number;
  resize(width: number): void;
}

/** The edge of a column, to be moved by mouse or keys from where it is drawn. */
function Resizer({ title, width, resize }: ResizerProps) {
  const { t } = useTexts();
  const edge = useRef<HTMLSpanElement>(null);
  const drag = useRef<{ from: number; width: number } | undefined>(undefined);
  /** As wide as it is drawn, which may be less where space is tight. */
  const [drawn, setDrawn] = useState(width);
  useLayoutEffect(() => void look(), [width]);

  function look(): number {
    const now = Math.round(edge.current!.parentElement!.getBoundingClientRect().width);
    setDrawn(now);
    return now;
  }

  return (
    <span
      ref={edge}
      role="separator"
      class="resizer"
      aria-orientation="vertical"
      aria-label={t('columnResize', title)}
      aria-valuenow={drawn}
      aria-valuemin={COLUMN_WIDTH.least}
      aria-valuemax={COLUMN_WIDTH.most}
      tabIndex={0}
      onFocus={look}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        resize(look() + step);
      }}
      onPointerDown={(event) => {
        drag.current = { from: event.clientX, width: look() };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={({ clientX }) => {
        const { current } = drag;
        if (current && clientX !== current.from) resize(current.width + clientX - current.from);
      }}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
    />
  );
}
