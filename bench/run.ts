// npm run bench [name]: one of the benchmarks below, or each after the other.
const BENCHMARKS: Readonly<Record<string, () => Promise<unknown>>> = {
  emulator: () => import('./emulator.ts'),
  local: () => import('./local.ts'),
  mcp: () => import('./mcp.ts'),
  overhead: () => import('./overhead.ts'),
  rotation: () => import('./rotation.ts'),
  scale: () => import('./scale.ts'),
  search: () => import('./search.ts'),
  tasks: () => import('./tasks.ts'),
  tools: () => import('./tools.ts'),
}

const [name] = process.argv.slice(2)
const chosen = name === undefined ? Object.values(BENCHMARKS) : [BENCHMARKS[name]]
for (const benchmark of chosen) {
  if (!benchmark)
    throw new TypeError(`There is no benchmark "${name}": ${Object.keys(BENCHMARKS).join(', ')}.`)
  await benchmark()
}
