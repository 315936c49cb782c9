// Runs a TypeScript program of this repository under the Node.js that the repository pins.
// Plain JavaScript for Node 20: it has to work before anything is installed.
//
//   node scripts/run.mjs <program.ts> [arguments...]
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { install } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
await install(root)

const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
// What was compiled once is not compiled again, by this program or by those that it starts: a third of their start.
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))
const env = { NODE_COMPILE_CACHE: compiled, ...process.env }
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
})
// The terminal sends Ctrl-C to the whole group; a supervisor signals only this process.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => {})
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
