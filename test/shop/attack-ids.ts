/** What `/hostile?attack=` knows. */
export const attacks = [
  'nothing',
  'frozen',
  'broken-methods',
  'spied-methods',
  'broken-globals',
  'poisoned-prototypes',
  'hostile-stack',
  'unreadable-stack',
  'wrapped-later',
  'hidden-iframe',
  'throwing-body',
] as const;

export type AttackId = (typeof attacks)[number];
