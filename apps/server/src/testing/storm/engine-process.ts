// One engine of the storm, in a process of its own: what it is told stands in its one argument, as JSON.
import { loadConfig } from '../../config.ts'
import { systemEdge } from '../../edge.ts'
import { createLog } from '../../log.ts'
import { startEngine } from '../../wire.ts'
import type { EngineOrders } from './engines.ts'

const orders = JSON.parse(process.argv[2] ?? '{}') as EngineOrders
const engine = await startEngine({
  config: loadConfig(orders.environment),
  edge: systemEdge,
  log: createLog('warn'),
  refreshTimings: orders.timings,
  ...(orders.holdMs !== undefined && { holdMs: orders.holdMs }),
})
process.send?.({ url: engine.url, application: engine.created })
