import { controlForms } from './control-forms.ts'
import type { Form } from './form.ts'
import { listForms } from './list-forms.ts'
import { numberForms } from './number-forms.ts'
import { objectForms } from './object-forms.ts'
import { recordForms } from './record-forms.ts'
import { textForms } from './text-forms.ts'

/** All forms, by the key that they begin with. */
export const forms: ReadonlyMap<string, Form> = new Map([
  ...controlForms,
  ...recordForms,
  ...listForms,
  ...numberForms,
  ...objectForms,
  ...textForms,
])
