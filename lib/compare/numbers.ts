const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,12}))?$/;

/**
 * The same text for the same number however it is written, to the last digit: `1.50`, `1.5` and `15e-1` are
 * one. What is no number of JSON, or has an exponent of more than twelve digits, is itself.
 */
export function plainNumber(source: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = NUMBER.exec(source) ?? [];
  if (whole === undefined) return source;
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return '0';
  const places = Number(exponent) - fraction.length + (all.length - digits.length);
  return `${sign}${digits}e${places}`;
}
