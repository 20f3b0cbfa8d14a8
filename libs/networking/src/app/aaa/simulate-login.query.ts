import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { invalid, RandomSource } from '@demarc/kernel';
import {
  type Check,
  type CheckName,
  type AccessEntry,
  Attr,
  attributeByName,
  explain,
  type Explanation,
  type LineMarks,
  plainLineId,
} from '../../radius/index.js';
import { NetworkingPermissions } from '../../permissions.js';
import { type LoginWorld, LoginWorlds } from './login-world.js';
import { type SimulatedMethod, simulatedRequest } from './simulated-request.js';

export type { Check, CheckName };

export interface LoginQuestion {
  readonly routerId: string;
  readonly serviceId?: string | null | undefined;
  readonly login?: string | null | undefined;
  /** Left out: the right one. */
  readonly password?: string | null | undefined;
  readonly method: SimulatedMethod;
  readonly device?: string | null | undefined;
  readonly circuitId?: string | null | undefined;
  readonly remoteId?: string | null | undefined;
  /** Staff at the device itself. */
  readonly isDeviceLogin?: boolean;
  readonly isSigned: boolean;
  readonly attributes: string;
}

export interface SimulatedAnswer extends Explanation {
  readonly login: string;
  readonly routerId: string;
  readonly routerName: string;
}

/** There is none that would be right for a login that nobody has. */
const NO_PASSWORD = '-';
const PASTED_LOGIN = /^\s*User-Name\s*[:+]?=\s*"?(.*?)"?\s*,?\s*$/im;

/**
 * What would be answered to this request, and why: decided by the code that answers routers, on what stands in the database
 * now. Nothing is counted, remembered, logged or sent.
 */
@Injectable()
export class SimulateLogin extends Query<LoginQuestion, SimulatedAnswer> {
  readonly rule: Rule = {
    name: 'networking.simulateLogin',
    sentence: 'Try what a login would be answered',
    permission: NetworkingPermissions['login.simulate'],
  };

  constructor(
    private readonly worlds: LoginWorlds,
    private readonly random: RandomSource,
  ) {
    super();
  }

  async answer(question: LoginQuestion, { sql, actor }: Asking): Promise<SimulatedAnswer> {
    const { routerId, attributes, method, isSigned, isDeviceLogin = false } = question;
    const written = PASTED_LOGIN.exec(attributes)?.[1] ?? question.login ?? '';
    const device = question.device ?? undefined;
    const names = [written, ...(device === undefined ? [] : [device])].filter((name) => name !== '');
    const asked = lineAsked(question);
    const world = await this.worlds.of(
      { routerId, names, serviceId: question.serviceId ?? undefined, line: asked },
      sql,
      actor,
    );
    const chosen = world.entries.find(({ serviceId }) => serviceId === question.serviceId);
    const login = written === '' ? (chosen?.login ?? '') : written;
    if (login === '')
      throw invalid(
        'LOGIN_NEEDED',
        'Say which login is to be tried: a service, a login, or User-Name among the attributes.',
        [{ field: 'login', message: 'is needed' }],
      );
    const password = question.password ?? passwordOf(world, login, isDeviceLogin);
    const isLinePasted = attributes.includes('ADSL-Agent-');
    const line = hasLine(asked) ? asked : lineOfEntry(chosen);
    const request = simulatedRequest(
      {
        login,
        password,
        method,
        device: device ?? firstDevice(chosen, attributes),
        line: isLinePasted ? {} : line,
        isDeviceLogin,
        isSigned,
        attributes,
      },
      world.context.nas.secret,
      this.random,
    );
    if (!request.ok)
      throw invalid(
        'BAD_ATTRIBUTES',
        `Line ${request.error[0]?.line}: ${request.error[0]?.message}`,
        request.error.map(({ line, message }) => ({ field: 'attributes', message: `Line ${line}: ${message}` })),
      );
    const { nas } = world.context;
    const told = explain(request.value, world.context);
    return { ...told, login: request.value.text(Attr.UserName) ?? login, routerId: nas.id, routerName: nas.name };
  }
}

function passwordOf({ context }: LoginWorld, login: string, isDeviceLogin: boolean): string | undefined {
  if (isDeviceLogin) return context.snapshot.staffByLogin(login)?.password ?? NO_PASSWORD;
  const entry = context.snapshot.entryByLogin(login) ?? context.snapshot.entryByMac(login);
  if (!entry) return NO_PASSWORD;
  return entry.credential.kind === 'password' ? entry.credential.password : undefined;
}

const PASTED_LINE = /^\s*ADSL-Agent-(Circuit|Remote)-Id\s*[:+]?=\s*"?(.*?)"?\s*,?\s*$/gim;

/** The line that was given, in fields or among the attributes. */
function lineAsked({ circuitId, remoteId, attributes }: LoginQuestion): LineMarks {
  const pasted = new Map(
    [...attributes.matchAll(PASTED_LINE)].map(([, which = '', id = '']) => [which.toLowerCase(), id]),
  );
  const circuit = plainLineId(pasted.get('circuit') ?? circuitId ?? '');
  const remote = plainLineId(pasted.get('remote') ?? remoteId ?? '');
  return {
    ...(circuit === undefined ? {} : { circuitId: circuit }),
    ...(remote === undefined ? {} : { remoteId: remote }),
  };
}

function hasLine({ circuitId, remoteId }: LineMarks): boolean {
  return circuitId !== undefined || remoteId !== undefined;
}

/** A service that is known by its line is tried on it. */
function lineOfEntry(entry: AccessEntry | undefined): LineMarks {
  if (entry?.credential.kind !== 'line') return {};
  const { kind: _kind, ...line } = entry.credential;
  return line;
}

/** A service that is bound to its devices is tried with the first of them. */
function firstDevice(entry: AccessEntry | undefined, attributes: string): string | undefined {
  const isPasted = attributes.includes(attributeByName('Calling-Station-Id')?.name ?? '');
  return isPasted ? undefined : entry?.macs?.[0];
}
