// What programs are made of that call any operation of an engine, such as the command line.
export { createEngineApi, type EngineApi } from './engine-api.ts'
export { createEngineFiles, type EngineFiles } from './engine-files.ts'
export { TokenSource } from './token-source.ts'
