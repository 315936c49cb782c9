import type { Exception } from '../../testing/exceptions.ts'

export const exceptions: readonly Exception[] = []
