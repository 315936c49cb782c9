import { readFileSync } from 'node:fs'
import { emulate } from '@sallyport/emulator'
import { describeConnector } from '../testing/conformance.ts'
import { github } from './definition.ts'
import { beginnings } from './testing/beginnings.ts'
import { exceptions } from './testing/exceptions.ts'
import { practice } from './testing/practice.ts'
import { githubVendor } from './vendor.ts'

const collections = beginnings()

describeConnector({
  definition: github,
  vendor: JSON.parse(read('vendor.json')),
  graphql: read('vendor.graphql'),
  clientNames: JSON.parse(read('client-names.json')),
  readme: read('README.md'),
  complete: true,
  play: (options) => emulate(githubVendor, { ...options, collections }),
  practice,
  exceptions,
})

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
