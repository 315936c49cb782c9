// Formats the repository and mends what the linter can mend without changing behaviour.
import { biome } from './programs.ts'
import { runStep } from './step.ts'

const { passed } = await runStep({ name: 'format', command: [...biome, 'check', '--write'], output: 'live' })
process.exitCode = passed ? 0 : 1
