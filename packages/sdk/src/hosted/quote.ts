/** Longest piece of a caller's own text that a message repeats; a token given as a name is not told whole. */
const MAX_QUOTED = 80

export function quote(name: string): string {
  return `"${name.length > MAX_QUOTED ? `${name.slice(0, MAX_QUOTED)}...` : name}"`
}
