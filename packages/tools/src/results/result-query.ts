/** How a field is compared: of a path that goes through a list it is enough that one value fits. */
export const OPERATORS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'contains', 'in', 'exists'] as const
export type Operator = (typeof OPERATORS)[number]

export const MEASURES = ['count', 'sum', 'min', 'max', 'avg'] as const

export type Scalar = string | number | boolean | null

export interface Condition {
  readonly field: string
  readonly op: Operator
  /** Of `in` a list, of `exists` whether it is to be there (true where it is left out). */
  readonly value?: Scalar | readonly Scalar[] | undefined
}

export interface SortKey {
  readonly field: string
  readonly order: 'asc' | 'desc'
}

export interface Measure {
  readonly op: (typeof MEASURES)[number]
  /** Of `count` none is needed: it is of records then. */
  readonly field?: string | undefined
}

export interface Aggregate {
  readonly groupBy: readonly string[]
  readonly measures: readonly Measure[]
}

/** What is asked of a kept result. Paths are dotted and go through lists. */
export interface ResultQuery {
  /** Path of a list within the one record: its items are the records then. */
  readonly from?: string | undefined
  /** All of them have to hold. */
  readonly filter: readonly Condition[]
  readonly sort: readonly SortKey[]
  /** None: whole records. */
  readonly select: readonly string[]
  readonly offset: number
  readonly limit: number
  readonly aggregate?: Aggregate | undefined
  /** Part of one long text of the first record: from this character on. */
  readonly text?: { readonly field: string; readonly start: number } | undefined
}

/** Bounds of a query. */
export const QUERY_LIMITS = {
  conditions: 20,
  values: 100,
  sortKeys: 5,
  fields: 100,
  groups: 3,
  measures: 10,
  path: 500,
  /** Of a path; what is deeper is reached by its parent. */
  parts: 32,
  text: 1000,
  limit: 1000,
  offset: 10_000_000,
} as const

export const DEFAULT_LIMIT = 50
