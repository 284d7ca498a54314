import { createHash } from 'node:crypto'
import type { Installation } from '@slack/oauth'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createSlackInstallations,
  type Installations,
  type SlackInstallations,
  workspaceOf,
} from '../../../adapters/slack/installations.ts'
import type { Tokens } from '../../../adapters/slack/workspaces.ts'
import { RefusedError, SetupError } from '../../../src/errors.ts'
import { createInstallations } from '../../../src/ledger/installations.ts'
import { createSealing } from '../../../src/sealing.ts'
import { createDatabase, type TestDatabase } from '../../support/databases.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const MINUTE = 60_000
const SEALING = createSealing(Buffer.alloc(32, 7))
const OTHER_KEY = createSealing(createHash('sha256').update('another').digest())

describe('what Slack gave us', () => {
  let database: TestDatabase
  let kept: Installations
  let store: SlackInstallations
  const clock = { now: NOON }
  beforeEach(async () => {
    clock.now = NOON
    database = await createDatabase('sqlite')
    kept = createInstallations(await database.open(), 'slack')
    store = open()
  })
  afterEach(() => database.drop())

  const open = (sealing = SEALING) =>
    createSlackInstallations({ installations: kept, sealing, clock: () => clock.now })
  const ofTeam = (teamId: string, enterpriseId?: string) => ({
    teamId,
    enterpriseId,
    isEnterpriseInstall: false,
  })
  const ofAll = (enterpriseId: string, teamId?: string) => ({
    teamId,
    enterpriseId,
    isEnterpriseInstall: true,
  })

  it('comes back as the SDK wants it, without names and without a token of a person', async () => {
    await store.storeInstallation(installation('T1', 'xoxb-1'))
    expect(await store.fetchInstallation(ofTeam('T1'))).toEqual({
      team: { id: 'T1' },
      enterprise: { id: 'E1' },
      user: { id: 'U1' },
      bot: { token: 'xoxb-1', id: 'B1', userId: 'UBOT', scopes: ['chat:write'] },
      isEnterpriseInstall: false,
      authVersion: 'v2',
    })
  })

  it('for a whole organisation serves each of its workspaces', async () => {
    await store.storeInstallation(orgInstallation('E1', 'xoxb-org'))
    const whole = { team: undefined, enterprise: { id: 'E1' }, isEnterpriseInstall: true }
    for (const query of [ofAll('E1'), ofAll('E1', 'T5'), ofTeam('T5', 'E1')])
      expect(await store.fetchInstallation(query)).toMatchObject(whole)
    await expect(store.fetchInstallation(ofTeam('T5', 'E2'))).rejects.toThrow(
      new RefusedError('not_installed'),
    )
  })

  it('for one workspace goes before that for its organisation', async () => {
    await store.storeInstallation(orgInstallation('E1', 'xoxb-org'))
    await store.storeInstallation(installation('T1', 'xoxb-own'))
    expect((await store.fetchInstallation(ofTeam('T1', 'E1'))).bot?.token).toBe('xoxb-own')
    expect((await store.fetchInstallation(ofAll('E1', 'T1'))).bot?.token).toBe('xoxb-org')
  })

  it('is named by one rule', () => {
    expect([ofTeam('T1', 'E1'), ofAll('E1', 'T1'), ofAll('E1')].map(workspaceOf)).toEqual(['T1', 'E1', 'E1'])
  })

  it.each([
    ['no bot', withoutBot(installation('T1', 'x')), 'no_bot'],
    ['no workspace', { ...orgInstallation('E1', 'x'), isEnterpriseInstall: false }, 'no_bot'],
    ['a token that runs out', withRefresh(installation('T1', 'x')), 'token_rotation'],
  ])('is refused when it has %s', async (_what, given, code) => {
    await expect(store.storeInstallation(given)).rejects.toThrow(new RefusedError(code))
    expect(await kept.all()).toEqual([])
  })

  it('is what our workspaces are asked with', async () => {
    const tokens: Tokens = store
    await store.storeInstallation(installation('T1', 'xoxb-1'))
    await store.storeInstallation(orgInstallation('E1', 'xoxb-org'))
    expect(await tokens.all()).toEqual(['E1', 'T1'])
  })

  describe('gives a token', () => {
    it('or null where we are not installed, and looks again the next time', async () => {
      expect(await store.tokenOf('T1')).toBeNull()
      await open().storeInstallation(installation('T1', 'xoxb-1'))
      expect(await store.tokenOf('T1')).toBe('xoxb-1')
    })

    it('that is a minute old at the most when another process changed it', async () => {
      await store.storeInstallation(installation('T1', 'xoxb-1'))
      expect(await store.tokenOf('T1')).toBe('xoxb-1')
      await open().storeInstallation(installation('T1', 'xoxb-2'))
      clock.now += MINUTE - 1
      expect(await store.tokenOf('T1')).toBe('xoxb-1')
      clock.now += 1
      expect(await store.tokenOf('T1')).toBe('xoxb-2')
    })

    it('that is not kept when it changed while it was being read', async () => {
      await store.storeInstallation(installation('T1', 'xoxb-1'))
      const { get } = kept
      kept.get = async (workspace) => {
        const body = await get(workspace)
        kept.get = get
        await store.storeInstallation(installation('T1', 'xoxb-2'))
        return body
      }
      expect([await store.tokenOf('T1'), await store.tokenOf('T1')]).toEqual(['xoxb-1', 'xoxb-2'])
    })

    it('to no one with another key, and says what to do', async () => {
      await store.storeInstallation(installation('T1', 'xoxb-1'))
      const failure = await open(OTHER_KEY)
        .tokenOf('T1')
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(SetupError)
      expect(String(failure)).toMatch(/TOKEN_KEY/)
      expect(String(failure)).not.toMatch(/xoxb/)
    })

    it('from no row that was changed, or moved from another workspace', async () => {
      await store.storeInstallation(installation('T1', 'xoxb-1'))
      const row = (await kept.get('T1')) ?? ''
      await kept.put('T2', row, NOON)
      await expect(store.tokenOf('T2')).rejects.toThrow(SetupError)
      await kept.put('T1', row.slice(0, -3) + (row.endsWith('AAA') ? 'BBB' : 'AAA'), NOON)
      await expect(store.tokenOf('T1')).rejects.toThrow(SetupError)
    })

    it('from no row in a shape that we do not know', async () => {
      await kept.put('T1', SEALING.seal('{"version":9}', 'slack/T1'), NOON)
      await expect(store.tokenOf('T1')).rejects.toThrow(new RefusedError('installation_unknown'))
    })
  })

  describe('is deleted', () => {
    beforeEach(async () => {
      for (const team of ['T1', 'T2']) await store.storeInstallation(installation(team, `xoxb-${team}`))
      await store.storeInstallation(orgInstallation('E1', 'xoxb-org'))
      expect(await store.tokenOf('T1')).toBe('xoxb-T1')
      clock.now += MINUTE / 2
    })
    const uninstalled = (from: object, at = clock.now) => ({
      type: 'event_callback',
      event_time: Math.floor(at / 1000),
      event: { type: 'app_uninstalled' },
      ...from,
    })
    const revoked = (tokens: object) => ({
      ...uninstalled({ team_id: 'T1' }),
      event: { type: 'tokens_revoked', tokens },
    })

    it('when the app is removed from a workspace, with its token in the same moment', async () => {
      expect(await store.forgetOn(uninstalled({ team_id: 'T1', enterprise_id: 'E1' }))).toBe('T1')
      expect([await kept.all(), await store.tokenOf('T1')]).toEqual([['E1', 'T2'], null])
      expect(await store.forgetOn(uninstalled({ team_id: 'T1' }))).toBe('T1')
    })

    it('when the app is removed from a whole organisation', async () => {
      const authorizations = [{ team_id: 'T1', enterprise_id: 'E1', is_enterprise_install: true }]
      expect(await store.forgetOn(uninstalled({ team_id: 'T1', authorizations }))).toBe('E1')
      expect(await kept.all()).toEqual(['T1', 'T2'])
      await store.storeInstallation(orgInstallation('E1', 'xoxb-org'))
      clock.now += MINUTE
      expect(await store.forgetOn(uninstalled({ team_id: null, enterprise_id: 'E1' }))).toBe('E1')
    })

    it('when the token of our bot is revoked, and not for that of anybody else', async () => {
      for (const tokens of [{}, { oauth: ['U1'] }, { bot: [] }, { bot: ['UELSE'] }, { bot: null }])
        expect(await store.forgetOn(revoked(tokens))).toBeNull()
      expect(await kept.all()).toEqual(['E1', 'T1', 'T2'])
      expect(await store.forgetOn(revoked({ oauth: ['U1'], bot: ['UBOT'] }))).toBe('T1')
      expect(await store.forgetOn(revoked({ bot: ['UBOT'] }))).toBeNull()
      expect(await kept.all()).toEqual(['E1', 'T2'])
    })

    it('not when it was installed again before the news came', async () => {
      const late = [uninstalled({ team_id: 'T1' }), revoked({ bot: ['UBOT'] })]
      clock.now += MINUTE
      await store.storeInstallation(installation('T1', 'xoxb-again'))
      for (const news of late) await store.forgetOn(news)
      expect(await store.tokenOf('T1')).toBe('xoxb-again')
    })

    it('not for a workspace that we do not know, nor for other news, nor for nonsense', async () => {
      await store.forgetOn(uninstalled({ team_id: 'T9' }))
      const none = { team_id: null, authorizations: [] }
      for (const news of [
        uninstalled(none),
        { ...uninstalled({ team_id: 'T1' }), event: { type: 'message' } },
        null,
        'x',
        {},
      ])
        expect(await store.forgetOn(news)).toBeNull()
      expect(await kept.all()).toEqual(['E1', 'T1', 'T2'])
    })

    it('when its row does not open any more', async () => {
      expect(await open(OTHER_KEY).forgetOn(uninstalled({ team_id: 'T1' }))).toBe('T1')
      expect(await kept.get('T1')).toBeNull()
    })

    it('when the SDK says so', async () => {
      await store.deleteInstallation(ofTeam('T1', 'E1'))
      expect([await kept.all(), await store.tokenOf('T1')]).toEqual([['E1', 'T2'], null])
    })
  })
})

function installation(team: string, token: string): Installation<'v2', false> {
  return {
    team: { id: team, name: 'A workspace' },
    enterprise: { id: 'E1', name: 'An organisation' },
    user: { token: 'xoxp-a-person', scopes: ['search:read'], id: 'U1' },
    bot: { token, scopes: ['chat:write'], id: 'B1', userId: 'UBOT' },
    isEnterpriseInstall: false,
    authVersion: 'v2',
  }
}

function orgInstallation(enterprise: string, token: string): Installation<'v2', true> {
  const { user, bot } = installation('T0', token)
  const shared = { user, ...(bot ? { bot } : {}), authVersion: 'v2' as const }
  return { ...shared, team: undefined, enterprise: { id: enterprise }, isEnterpriseInstall: true }
}

function withRefresh(given: Installation<'v2', false>): Installation<'v2', false> {
  return given.bot ? { ...given, bot: { ...given.bot, refreshToken: 'xoxe-1', expiresAt: 1 } } : given
}

function withoutBot({ bot: _bot, ...rest }: Installation<'v2', false>): Installation<'v2', false> {
  return rest
}
