export { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts'
export { visitEmbedded } from './visit-embedded.ts'
