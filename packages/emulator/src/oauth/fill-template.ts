import { isObject, type Json } from '../json.ts'

/** The template with each `{name}` in its texts replaced; a text that is one name alone takes the value as it is. */
export function fillTemplate(template: Json, values: Readonly<Record<string, Json>>): Json {
  if (typeof template === 'string') return fillText(template, values)
  if (Array.isArray(template)) return template.map((item: Json) => fillTemplate(item, values))
  if (!isObject(template)) return template
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, fillTemplate(value, values)]),
  )
}

function fillText(text: string, values: Readonly<Record<string, Json>>): Json {
  const alone = /^\{(\w+)\}$/.exec(text)?.[1]
  if (alone !== undefined && Object.hasOwn(values, alone)) return values[alone] ?? null
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}
