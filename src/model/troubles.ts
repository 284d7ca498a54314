import type { Fault } from '../check.ts'
import type { ModelConfig } from '../model-settings.ts'
import type { Failure, Refusal } from './failures.ts'
import { profileOf } from './profile.ts'

type About = Pick<ModelConfig, 'baseUrl' | 'model' | 'apiKey'>

/** Why the server takes no call of ours, and what to do, for whoever runs Warmline. Never with a secret. */
function sayRefusal(refusal: Refusal, config: About, model: string, code: string | null): Fault {
  const { label } = profileOf(config, model)
  const host = new URL(config.baseUrl).host
  const told = code === null ? '' : ` (${code})`
  switch (refusal) {
    case 'key':
      return config.apiKey === null
        ? { problem: `${host} wants a key.`, repair: 'Set OPENAI_API_KEY to the key of this server.' }
        : {
            problem: `${host} does not accept the key${told}.`,
            repair: `Copy it again into OPENAI_API_KEY, or make a new one. Is it a key of ${label}?`,
          }
    case 'forbidden':
      return {
        problem: `${host} does not let this key use the model ${model}${told}.`,
        repair: "Look at the key's rights and at the project or region it belongs to, or name another model.",
      }
    case 'model':
      return {
        problem: `${host} has no model ${model}${told}.`,
        repair: `Put a name from its own list into OPENAI_MODEL and OPENAI_SMALL_MODEL; old models retire.`,
      }
    case 'quota':
      return {
        problem: `the account at ${host} has nothing left to spend${told}.`,
        repair: 'Add credit or raise the limit there.',
      }
    case 'address':
      return {
        problem: `${host} answers, but not as a model server does${told}.`,
        repair: 'Check the path in OPENAI_BASE_URL, which mostly ends with /v1, and MODEL_API.',
      }
    case 'request':
      return {
        problem: `${host} does not understand how we ask ${model}${told}.`,
        repair: 'Try MODEL_API=chat, or another model. If it stays so, tell us which server it is.',
      }
  }
}

/** That the server gave no usable answer, in words for whoever runs Warmline. */
function sayFailure({ why, status, code }: Failure, { baseUrl }: About): Fault {
  const { host } = new URL(baseUrl)
  const word = code ?? (status === null ? null : `HTTP ${status}`)
  const told = word === null ? '' : ` (${word})`
  if (status === 429)
    return {
      problem: `${host} has too many calls from us${told}.`,
      repair: 'Raise the limits of the account there, or use a smaller model.',
    }
  if (why === 'too_slow')
    return {
      problem: `${host} answers too slowly.`,
      repair: 'Use a smaller or nearer model, or look at what the server does.',
    }
  if (code !== null && /ENOTFOUND|EAI_AGAIN/.test(code))
    return { problem: `${host} cannot be found${told}.`, repair: 'Check OPENAI_BASE_URL and the network.' }
  if (code !== null && /EPROTO|ERR_SSL_(PACKET|WRONG)/.test(code))
    return { problem: `${host} speaks no TLS${told}.`, repair: 'Begin OPENAI_BASE_URL with http://.' }
  if (code !== null && /CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code))
    return {
      problem: `${host} shows a certificate that is not to be trusted${told}.`,
      repair: 'Put the certificate right, or name its authority in NODE_EXTRA_CA_CERTS.',
    }
  return {
    problem: `${host} gives no usable answer${told}.`,
    repair: 'Check that the server runs, OPENAI_BASE_URL, and the network.',
  }
}

/** What is wrong with the server at this moment. */
export type Troubles = {
  well(): void
  failed(failure: Failure, model: string): void
  /** What went wrong last, where the server has not answered since. */
  last(): Fault | null
  /** Whole sentences, each with what to do; none where all is well. */
  say(isResting: boolean): string[]
}

type Last = { failure: Failure; model: string }

const MEANWHILE = 'Until then customers are helped without the model.'

/** A refusal is told until the server answers again; other failures only while the server rests because of them. */
export function createTroubles(config: About): Troubles {
  let last: Last | null = null
  return {
    well() {
      last = null
    },
    failed(failure, model) {
      if (failure.refusal !== null || failure.isServers) last = { failure, model }
    },
    last: () => last && faultOf(last, config),
    say(isResting) {
      if (last === null || (last.failure.refusal === null && !isResting)) return []
      const { problem, repair } = faultOf(last, config)
      return [`The model: ${problem} ${repair} ${MEANWHILE}`]
    },
  }
}

function faultOf({ failure, model }: Last, config: About): Fault {
  if (failure.refusal === null) return sayFailure(failure, config)
  return sayRefusal(failure.refusal, config, model, failure.code)
}
