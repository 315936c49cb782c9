export type { ValidateFunction } from 'ajv'
export { Ajv2020 } from 'ajv/dist/2020.js'

import type { Ajv } from 'ajv'
import formats from 'ajv-formats'

export function addFormats(ajv: object): void {
  formats.default(ajv as Ajv)
}
