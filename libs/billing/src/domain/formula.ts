import type { RoundingRule } from '@demarc/kernel';

/** An exact fraction; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|([-+*/(),]))/y;

/** Reads a plain decimal. */
export function fractionOf(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a number`);
  const digits = match[3] ?? '';
  const value = BigInt((match[2] ?? '') + digits);
  return { numerator: match[1] === '-' ? -value : value, denominator: 10n ** BigInt(digits.length) };
}

export function roundFraction(value: Fraction, digits: number, rule: RoundingRule): bigint {
  const scaledUp = value.numerator * 10n ** BigInt(digits);
  const floor = floorDivide(scaledUp, value.denominator);
  const rest = scaledUp - floor * value.denominator;
  const half = rest * 2n - value.denominator;
  const up = floor + 1n;
  switch (rule) {
    case 'half_up':
      return half > 0n || (half === 0n && scaledUp > 0n) ? up : floor;
    case 'half_even':
      return half > 0n || (half === 0n && floor % 2n !== 0n) ? up : floor;
    case 'down':
      return scaledUp < 0n && rest > 0n ? up : floor;
  }
}

/** Evaluates `+ - * /`, brackets, `min(a, b)` and `max(a, b)` over exact fractions. Throws on anything it does not know. */
export function evaluateFormula(formula: string, read: (name: string) => Fraction): Fraction {
  const tokens = tokenize(formula);
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const expect = (token: string): void => {
    const found = next();
    if (found !== token) throw new RangeError(`"${formula}": "${token}" expected, "${found}" found`);
  };
  const sum = (): Fraction => {
    let left = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      left = next() === '+' ? plus(left, product()) : plus(left, minus(product()));
    return left;
  };
  const product = (): Fraction => {
    let left = atom();
    while (tokens[at] === '*' || tokens[at] === '/') left = next() === '*' ? times(left, atom()) : over(left, atom());
    return left;
  };
  const atom = (): Fraction => {
    const token = next();
    if (token === '-') return minus(atom());
    if (token === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return fractionOf(token);
    if (!/^[a-z]/.test(token)) throw new RangeError(`"${formula}": a value expected, "${token}" found`);
    if (tokens[at] !== '(') return read(token);
    expect('(');
    const first = sum();
    expect(',');
    const second = sum();
    expect(')');
    return choose(token, first, second);
  };
  const result = sum();
  if (at !== tokens.length) throw new RangeError(`"${formula}": "${next()}" is too much`);
  return result;
}

function tokenize(formula: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = formula.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new RangeError(`"${formula}" cannot be read`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

function choose(name: string, first: Fraction, second: Fraction): Fraction {
  const firstIsLess = first.numerator * second.denominator < second.numerator * first.denominator;
  if (name === 'min') return firstIsLess ? first : second;
  if (name === 'max') return firstIsLess ? second : first;
  throw new RangeError(`"${name}" is not a function of explanations`);
}

function plus(left: Fraction, right: Fraction): Fraction {
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  };
}

function minus(value: Fraction): Fraction {
  return { numerator: -value.numerator, denominator: value.denominator };
}

function times(left: Fraction, right: Fraction): Fraction {
  return { numerator: left.numerator * right.numerator, denominator: left.denominator * right.denominator };
}

function over(left: Fraction, right: Fraction): Fraction {
  if (right.numerator === 0n) throw new RangeError('an explanation divides by zero');
  const sign = right.numerator < 0n ? -1n : 1n;
  return {
    numerator: left.numerator * right.denominator * sign,
    denominator: left.denominator * right.numerator * sign,
  };
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
