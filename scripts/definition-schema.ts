import { writeFileSync } from 'node:fs'
import { publishedSchema } from '@sallyport/definition'

/** Writes the JSON Schema of definitions into the file that is published. A test keeps both in step. */
const file = new URL('../packages/definition/definition.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(publishedSchema, null, 2)}\n`)
