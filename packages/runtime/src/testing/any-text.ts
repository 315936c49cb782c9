import fc from 'fast-check'

/** Any sequence of 16-bit units, halves of surrogate pairs too, among texts that are awkward on purpose. */
export const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('.', '/', '\\', '%2e', '%2F', '?', '#', '@', ':', '\t', '\n', 'a') }),
)
