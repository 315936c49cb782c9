export { type Canary, createCanary, type SecretOptions } from './canary.ts'
export type { Finding, Output } from './output.ts'
export { type PlantedReport, plantedPositives } from './planted-positives.ts'
