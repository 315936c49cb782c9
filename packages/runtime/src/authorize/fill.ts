/** Replaces every `{name}` of a template by the field of that name; what was left out is empty. */
export function fill(template: string, fields: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? '')
}
