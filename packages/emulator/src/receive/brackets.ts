import type { RawValue } from './raw-value.ts'

const DEEPEST = 8

/** `items[0][price]` as its parts; `undefined` when it has no brackets or they do not match. */
export function readBrackets(name: string): readonly string[] | undefined {
  const open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return undefined
  const inner = name.slice(open + 1, -1).split('][')
  return inner.some((part) => part.includes('[') || part.includes(']'))
    ? undefined
    : [name.slice(0, open), ...inner]
}

/** Part of a tree: text that was given (each time), and what was given below it. */
interface Branch {
  readonly texts: string[]
  readonly children: Map<string, Branch>
}

export type Grown = 'grown' | 'too deep' | 'in conflict'

/**
 * Values of names with brackets, as Stripe and others write nested data: `created[gte]=5`, `expand[]=a`,
 * `items[0][price]=x`. Empty brackets count up; `[][a]` starts a new item when the last one has an `a`.
 */
export class BracketTree {
  readonly #root = emptyBranch()

  get isEmpty(): boolean {
    return this.#root.children.size === 0
  }

  add(path: readonly string[], text: string): Grown {
    if (path.length > DEEPEST) return 'too deep'
    let branch = this.#root
    for (const [index, part] of path.entries()) {
      if (branch.texts.length > 0) return 'in conflict'
      branch = grown(branch, part === '' && index > 0 ? nextItem(branch, path[index + 1]) : part)
    }
    if (branch.children.size > 0) return 'in conflict'
    branch.texts.push(text)
    return 'grown'
  }

  /** The values by the first part of their names. Text that was given several times is a list. */
  values(): ReadonlyMap<string, RawValue> {
    return valuesOf(this.#root)
  }
}

function emptyBranch(): Branch {
  return { texts: [], children: new Map() }
}

function grown(branch: Branch, part: string): Branch {
  const child = branch.children.get(part) ?? emptyBranch()
  branch.children.set(part, child)
  return child
}

function nextItem({ children }: Branch, inside: string | undefined): string {
  const last = children.get(String(children.size - 1))
  const goesOn = inside !== undefined && inside !== '' && last && !last.children.has(inside)
  return String(goesOn ? children.size - 1 : children.size)
}

function valuesOf({ children }: Branch): ReadonlyMap<string, RawValue> {
  return new Map([...children].map(([name, child]) => [name, branchValue(child)]))
}

function branchValue(branch: Branch): RawValue {
  if (branch.children.size > 0) return valuesOf(branch)
  const [text = ''] = branch.texts
  return branch.texts.length > 1 ? branch.texts : text
}
