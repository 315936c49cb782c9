import { readFileSync } from 'node:fs'
import { emulate } from '@sallyport/emulator'
import { describeConnector } from '../testing/conformance.ts'
import { googleDrive } from './definition.ts'
import { exceptions } from './testing/exceptions.ts'
import { practice } from './testing/practice.ts'
import { googleDriveVendor } from './vendor.ts'

describeConnector({
  // One text that fills every field of a credential is no private key: credentials.test.ts has the other way.
  definition: { ...googleDrive, auth: { oauth: googleDrive.auth.oauth } },
  vendor: JSON.parse(read('vendor.json')),
  clientNames: JSON.parse(read('client-names.json')),
  readme: read('README.md'),
  complete: true,
  play: (options) => emulate(googleDriveVendor, options),
  practice,
  exceptions,
})

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
