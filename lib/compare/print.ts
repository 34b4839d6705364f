import type {
  ComparisonShown,
  DifferenceShown,
  SideShown,
  ValueShown,
} from '../session/compared.ts';
import { below } from '../wire/pointer.ts';

/** What differs as text: one line for each value, `-` for the first of the two, `+` for the second. */
export function printComparison({ a, b, path, differences, isPartial }: ComparisonShown): string {
  const lines = [`--- ${headOf(a)}`, `+++ ${headOf(b)}`];
  const open: { at: number; path: string }[] = [{ at: 0, path }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { at, path: here } = next;
    const one = differences[at];
    if (!one) continue;
    lines.push(...linesOf(one, here));
    const { start, end } = one.children ?? { start: 0, end: 0 };
    for (let child = end - 1; child >= start; child -= 1) {
      open.push({ at: child, path: below(here, differences[child]!.name ?? '') });
    }
  }
  if (isPartial) lines.push('…');
  return `${lines.join('\n')}\n`;
}

function headOf({ type, at, page }: SideShown): string {
  return [type, new Date(at).toISOString(), page].filter(Boolean).join(' ');
}

function linesOf({ change, a, b }: DifferenceShown, path: string): string[] {
  switch (change) {
    case 'equal':
    case 'inside':
      return [];
    case 'written':
      return [`~ ${path}: ${textOf(a)} → ${textOf(b)}`];
    case 'moved':
      return [`> ${path}: ${a?.name} → ${b?.name}`];
    case 'changed':
    case 'added':
    case 'removed':
      return [...(a ? [`- ${path}: ${textOf(a)}`] : []), ...(b ? [`+ ${path}: ${textOf(b)}`] : [])];
  }
}

/** A value on one line. */
function textOf(value: ValueShown | undefined): string {
  if (!value) return '';
  const { source, before, left, size = 0, kind, holds } = value;
  if (source === undefined) return (holds ?? kind) === 'array' ? `[${size}]` : `{${size}}`;
  const text = source.replaceAll(/\s*\n\s*/g, ' ');
  return `${before === undefined ? '' : '…'}${text}${left === undefined ? '' : '…'}`;
}
