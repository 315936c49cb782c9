import { join } from 'node:path'
import { root } from './repository.ts'

const installed = (path: string) => join(root, 'node_modules', path)

/** Programs that the repository pins, as a command and its first arguments. */
export const node = [process.execPath] as const
export const biome = [process.execPath, installed('@biomejs/biome/bin/biome')] as const
export const tsc = [process.execPath, installed('typescript/bin/tsc')] as const
