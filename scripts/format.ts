// Formats the repository and mends what the linter can mend without changing behaviour.
import { biome, node } from './programs.ts'
import { runStep } from './step.ts'

const steps = [
  { name: 'format', command: [...biome, 'check', '--write'], output: 'live' },
  { name: 'connector pages', command: [...node, 'scripts/connector-pages.ts', '--write'], output: 'live' },
  { name: 'openapi', command: [...node, 'scripts/openapi.ts', '--write'], output: 'live' },
  { name: 'snippets', command: [...node, 'scripts/check-snippets.ts', '--write'], output: 'live' },
] as const
for (const step of steps) {
  const { passed } = await runStep(step)
  if (!passed) process.exitCode = 1
}
