import type { Principal } from '../execute/principal.ts'
import { type ReportUsageInput, type ReportUsageOptions, reportUsage } from './report-usage.ts'

/** What the engine can tell of what was used. */
export function usageUseCases(options: ReportUsageOptions) {
  return {
    reportUsage: (principal: Principal<'application'>, input: ReportUsageInput) =>
      reportUsage(options, principal, input),
  }
}
