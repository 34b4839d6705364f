/** The general categories of Unicode by their long names, to the short ones that RE2 knows. */
const CATEGORIES: Record<string, string> = {
  Letter: 'L',
  Cased_Letter: 'LC',
  Uppercase_Letter: 'Lu',
  Lowercase_Letter: 'Ll',
  Titlecase_Letter: 'Lt',
  Modifier_Letter: 'Lm',
  Other_Letter: 'Lo',
  Mark: 'M',
  Combining_Mark: 'M',
  Nonspacing_Mark: 'Mn',
  Spacing_Mark: 'Mc',
  Enclosing_Mark: 'Me',
  Number: 'N',
  Decimal_Number: 'Nd',
  digit: 'Nd',
  Letter_Number: 'Nl',
  Other_Number: 'No',
  Punctuation: 'P',
  punct: 'P',
  Connector_Punctuation: 'Pc',
  Dash_Punctuation: 'Pd',
  Open_Punctuation: 'Ps',
  Close_Punctuation: 'Pe',
  Initial_Punctuation: 'Pi',
  Final_Punctuation: 'Pf',
  Other_Punctuation: 'Po',
  Symbol: 'S',
  Math_Symbol: 'Sm',
  Currency_Symbol: 'Sc',
  Modifier_Symbol: 'Sk',
  Other_Symbol: 'So',
  Separator: 'Z',
  Space_Separator: 'Zs',
  Line_Separator: 'Zl',
  Paragraph_Separator: 'Zp',
  Other: 'C',
  Control: 'Cc',
  Format: 'Cf',
  Private_Use: 'Co',
  Surrogate: 'Cs',
};
const SHORT = new Set(Object.values(CATEGORIES));

/**
 * RE2's name of a Unicode property as ECMA-262 writes it: `Letter`, `L`, `General_Category=Letter`,
 * `Script=Greek`. Undefined for all others.
 */
export function categoryOf(name: string): string | undefined {
  const [left = '', right] = name.split('=');
  if (right === undefined) return category(left);
  if (left === 'gc' || left === 'General_Category') return category(right);
  // A script that RE2 lacks is refused when the pattern is compiled.
  return left === 'sc' || left === 'Script' ? right : undefined;
}

function category(name: string): string | undefined {
  if (SHORT.has(name)) return name;
  return Object.hasOwn(CATEGORIES, name) ? CATEGORIES[name] : undefined;
}
