// Run by a test in a process in which no text becomes code: `node --disallow-code-generation-from-strings`.
import { parseDefinition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { matchCredential } from '../authorize/match-credential.ts'
import { plan } from '../plan.ts'
import { parseConfig } from '../resolve/config.ts'
import { compileLinear } from '../resolve/pattern.ts'
import { resolve } from '../resolve/resolve.ts'
import { hostileDefinitions } from './hostile-definitions.ts'
import { weatherJson } from './hostile-parts.ts'
import { weather } from './weather.ts'

const results = { refused: 0, resolved: 0, invalid: 0, authored: '' }

for (const { json } of hostileDefinitions) {
  if (parseDefinition(json(), { compile: compileLinear }).problems.length > 0) results.refused++
}

const { definition } = parseDefinition(weatherJson(), { compile: compileLinear })
if (definition === undefined) throw new TypeError('the weather is sound')
const config = parseConfig(definition, { places: 'pt/lisbon' })
matchCredential(definition, { token: 'x' })
plan(
  resolve(
    { definition, config },
    { entity: 'stations', action: 'list', params: { state: 'open', limit: 5 } },
  ),
)
results.resolved++
try {
  resolve({ definition, config }, { entity: 'stations', action: 'list', params: { height: 'x' } })
} catch (error) {
  if (SallyportError.isInstance(error) && error.code === 'invalid_params') results.invalid++
}

// Ajv makes code of what was written in code, which shows that here nothing can.
try {
  resolve({ definition: weather, config }, { entity: 'stations', action: 'list' })
} catch (error) {
  results.authored = String(error)
}
process.stdout.write(JSON.stringify(results))
