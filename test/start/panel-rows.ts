import type { Scriptable } from '../e2e/drivers/driver.ts';

export interface PanelRow {
  time: string;
  key: string;
  type: string;
  brief: string;
  status: string;
}

/** The rows of events that the panel has drawn: those in view. */
export function readPanelRows(panel: Scriptable): Promise<PanelRow[]> {
  return panel.evaluate(() => {
    const textOf = (row: Element, cell: string) =>
      row.querySelector(cell)?.textContent.trim() ?? '';
    return Array.from(document.querySelectorAll('[role=row].event'), (row) => ({
      time: textOf(row, '.time'),
      key: textOf(row, '.key'),
      type: textOf(row, '.type'),
      brief: textOf(row, '.brief'),
      status: textOf(row, '.outcome'),
    }));
  });
}
