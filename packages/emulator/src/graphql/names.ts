export function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

/** By the rules of English: `issues`, `statuses`, `companies`. */
export function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}

/** What `plural` made a plural of; a name that is none as it is. */
export function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`
  if (/(ss|x|ch|sh)es$/.test(name) || name.endsWith('uses')) return name.slice(0, -2)
  return name.endsWith('s') ? name.slice(0, -1) : name
}

/** The member with the name of one other record: `teamId` of `team`. */
export function idMember(field: string): string {
  return `${field}Id`
}

/** The member with the names of several: `labelIds` of `labels`. `children` has none. */
export function idsMember(field: string): string {
  return `${singular(field)}Ids`
}

/** `createdAt` -> `created_at`: REST APIs write the same names so. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}
