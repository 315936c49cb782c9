import { conversion, type Form } from './form.ts'

/** Forms that reckon. */
export const numberForms: readonly (readonly [string, Form])[] = [
  /** `{ "$sum": ["{record.comments}", 1] }`. */
  [
    '$sum',
    ({ $sum = [] }, prepare) => {
      const list = prepare($sum)
      return (variables, world) =>
        [list(variables, world)].flat().reduce<number>((sum, one) => sum + Number(one), 0)
    },
  ],
  /** `{ "$difference": ["{charge.amount}", "{charge.amount_refunded}"] }`: the first less the others. */
  [
    '$difference',
    ({ $difference = [] }, prepare) => {
      const list = prepare($difference)
      return (variables, world) => {
        const [first = 0, ...others] = [list(variables, world)].flat().map(Number)
        return others.reduce((rest, one) => rest - one, first)
      }
    },
  ],
  /** `{ "$product": ["{item.quantity}", 12] }` */
  [
    '$product',
    ({ $product = [] }, prepare) => {
      const list = prepare($product)
      return (variables, world) =>
        [list(variables, world)].flat().reduce<number>((product, one) => product * Number(one), 1)
    },
  ],
  ['$round', conversion('$round', (value) => Math.round(Number(value)))],
  ['$number', conversion('$number', (value) => Number(value))],
]
