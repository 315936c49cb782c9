export { anywhereServer, EXPECTED } from './anywhere-engine.ts'
export { bundled } from './bundled.ts'
