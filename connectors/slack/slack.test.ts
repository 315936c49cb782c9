import { readFileSync } from 'node:fs'
import { emulate } from '@sallyport/emulator'
import { describeConnector } from '../testing/conformance.ts'
import { slack } from './definition.ts'
import { exceptions } from './testing/exceptions.ts'
import { practice } from './testing/practice.ts'
import { slackVendor } from './vendor.ts'

describeConnector({
  definition: slack,
  vendor: JSON.parse(read('vendor.json')),
  clientNames: JSON.parse(read('client-names.json')),
  readme: read('README.md'),
  complete: true,
  play: (options) => emulate(slackVendor, options),
  practice,
  exceptions,
})

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
