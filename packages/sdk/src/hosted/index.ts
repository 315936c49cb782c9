// What programs are made of that call any operation of an engine, such as the command line.
export { createEngineApi, type EngineApi } from './engine-api.ts'
export type { EngineFiles } from './engine-files.ts'
export { createEngineSession, type EngineSession } from './engine-session.ts'
