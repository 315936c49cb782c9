import { githubVendor } from '@sallyport/connectors/github/vendor'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { slackVendor } from '@sallyport/connectors/slack/vendor'
import { stripeVendor } from '@sallyport/connectors/stripe/vendor'
import { emulate } from '@sallyport/emulator'
import { type AgentTool, type AgentTools, connect, type ToolsOptions } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { googleDrive } from 'sallyport/connectors/google-drive'
import { linear } from 'sallyport/connectors/linear'
import { slack } from 'sallyport/connectors/slack'
import { stripe } from 'sallyport/connectors/stripe'

/** Third parties that are played, and what runs each of their operations. */
export interface ThirdParties {
  /** @param operation `type.entity.action` */
  tool(operation: string): AgentTool
  close(): Promise<void>
}

const EVERYTHING: ToolsOptions = {
  maxTokens: 1_000_000,
  effects: ['destructive', 'external_message', 'money'],
}

export async function startThirdParties(): Promise<ThirdParties> {
  const played = await Promise.all([
    emulate(githubVendor, { credentials: 'ghp_practise' }),
    emulate(stripeVendor, { credentials: 'sk_test_practise' }),
    emulate(slackVendor, { credentials: 'xoxb-practise' }),
    emulate(linearVendor, { credentials: 'lin_api_practise' }),
    emulate(googleDriveVendor, { credentials: 'ya29.practise' }),
  ])
  const [onGithub, onStripe, onSlack, onLinear, onDrive] = played.map(({ url }) => url)
  const to = (origin: string, url = '') => ({ redirectOrigins: { [origin]: url } })
  const clients = [
    connect(github, { credentials: { token: 'ghp_practise' }, ...to('https://api.github.com', onGithub) }),
    connect(stripe, {
      credentials: { api_key: 'sk_test_practise' },
      ...to('https://api.stripe.com', onStripe),
    }),
    connect(slack, { credentials: { bot_key: 'xoxb-practise' }, ...to('https://slack.com', onSlack) }),
    connect(linear, {
      credentials: { api_key: 'lin_api_practise' },
      ...to('https://api.linear.app', onLinear),
    }),
    connect(googleDrive, {
      credentials: { access_token: 'ya29.practise' },
      ...to('https://www.googleapis.com', onDrive),
    }),
  ]
  const sets: AgentTools[] = await Promise.all(clients.map((client) => client.tools(EVERYTHING)))
  const tools = new Map(
    sets.flatMap(({ tools }) => tools.map((tool) => [tool.name.replaceAll('-', '_'), tool] as const)),
  )
  return {
    tool(operation) {
      const tool = tools.get(operation.replace(/[.-]/g, '_'))
      if (tool === undefined) throw new TypeError(`There is no tool for ${operation}.`)
      return tool
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()))
      await Promise.all(played.map((one) => one.close()))
    },
  }
}
