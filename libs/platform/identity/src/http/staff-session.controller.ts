import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Public } from '@demarc/access';
import { validInput } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import type { Caller } from '../app/callers.js';
import { SecondFactor, type SecondFactorProof } from '../app/second-factor.js';
import { type SignedIn, StaffSignIn } from '../app/staff-sign-in.js';
import type { StaffRecord } from '../app/staff-record.js';
import { EnrolmentConfirmInput, EnrolmentInput, SecondFactorInput, StepUpInput } from './auth.input.js';
import { giveCookies, takeSessionCookie } from './cookies.js';
import { PassportDoor } from './passport-door.js';
import { qrImage } from './qr-image.js';
import type { HttpResponse, IdentifiedRequest } from './request.js';

type State = { readonly state: SignedIn['session']['state'] };

const WITH_THE_COOKIE = 'The session in the cookie says who it is, also before the sign-in is complete.';

/** Signing in and out of the admin app. */
@Controller('auth/staff')
export class StaffSessionController {
  constructor(
    private readonly door: PassportDoor,
    private readonly staff: StaffSignIn,
    private readonly factor: SecondFactor,
  ) {}

  @Public('Signing in is for those who are not signed in.')
  @Post('sign-in')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async signIn(@Req() request: IdentifiedRequest, @Res({ passthrough: true }) response: HttpResponse): Promise<State> {
    assertTexts(request.body, ['email', 'password']);
    return entered(request, response, await this.door.password('staff', request, response));
  }

  @Public(WITH_THE_COOKIE)
  @Post('totp')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async totp(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<State> {
    const { staff, caller } = present(request);
    if (caller.session.state !== 'totp_needed')
      throw new Refusal('conflict', 'NO_SECOND_FACTOR_ASKED', 'No second factor is asked for at this point.');
    await this.factor.prove(staff, proofOf(await validInput(SecondFactorInput, body)), request.identified.origin);
    return entered(
      request,
      response,
      await this.staff.enter(staff, 'signed_in', request.identified.origin, 'Signed in with a second factor', caller),
    );
  }

  @Public(WITH_THE_COOKIE)
  @Post('totp/enrol')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async enrol(
    @Req() request: IdentifiedRequest,
    @Body() body: unknown,
  ): Promise<{ secret: string; url: string; qr: string }> {
    const { staff, caller } = present(request);
    const input = await validInput(EnrolmentInput, body ?? {});
    if (caller.session.state === 'totp_needed') throw needsSignIn();
    if (caller.session.state === 'signed_in') {
      if (input.password === undefined)
        throw new Refusal('unauthenticated', 'FRESH_SIGN_IN_NEEDED', 'Give your password once more to do this.');
      await this.staff.confirmPassword(staff, input.password, request.identified.origin);
    }
    const begun = await this.factor.begin(staff);
    return { ...begun, qr: await qrImage(begun.url) };
  }

  @Public(WITH_THE_COOKIE)
  @Post('totp/enrol/confirm')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async confirmEnrolment(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<State & { recoveryCodes: readonly string[] }> {
    const { staff, caller } = present(request);
    if (caller.session.state === 'totp_needed') throw needsSignIn();
    const { origin } = request.identified;
    const recoveryCodes = await this.factor.confirm(
      staff,
      (await validInput(EnrolmentConfirmInput, body)).code,
      origin,
    );
    const state = entered(
      request,
      response,
      await this.staff.enter(staff, 'signed_in', origin, 'Signed in with a new second factor', caller),
    );
    return { ...state, recoveryCodes };
  }

  @Public(WITH_THE_COOKIE)
  @Post('step-up')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async stepUp(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<State> {
    const { staff, caller } = present(request);
    if (caller.session.state !== 'signed_in') throw needsSignIn();
    const input = await validInput(StepUpInput, body);
    const { origin } = request.identified;
    await this.staff.confirmPassword(staff, input.password, origin);
    if (staff.totpEnrolled) await this.factor.prove(staff, { kind: 'code', code: input.code ?? '' }, origin);
    return entered(
      request,
      response,
      await this.staff.enter(staff, 'signed_in', origin, 'Confirmed the sign-in', caller),
    );
  }

  @Public('Whoever has a session may end it; without one there is nothing to end.')
  @Post('sign-out')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async signOut(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<{ state: 'signed_out' }> {
    const { caller, origin, isSecure } = request.identified;
    if (caller?.staff) await this.staff.signOut(caller, origin);
    takeSessionCookie(response, 'staff', isSecure);
    return { state: 'signed_out' };
  }
}

/** Sets the cookies of what was opened. */
export function entered(request: IdentifiedRequest, response: HttpResponse, signedIn: SignedIn): State {
  giveCookies(response, signedIn, request.identified.isSecure);
  return { state: signedIn.session.state };
}

/** passport-local takes what it finds; an object or a number in place of a text is refused before it gets there. */
export function assertTexts(body: unknown, fields: readonly string[]): void {
  const given: Record<string, unknown> = body !== null && typeof body === 'object' ? { ...body } : {};
  const faults = fields
    .filter((field) => typeof given[field] !== 'string' || given[field] === '' || given[field].length > 1_000)
    .map((field) => ({ field, message: `${field} must be a text` }));
  if (faults.length > 0)
    throw new Refusal('invalid', 'INVALID_INPUT', 'Some fields are not right. Correct them and try again.', { faults });
}

function present(request: IdentifiedRequest): { staff: StaffRecord; caller: Caller } {
  const { caller } = request.identified;
  if (!caller?.staff) throw needsSignIn();
  return { staff: caller.staff, caller };
}

function proofOf(input: SecondFactorInput): SecondFactorProof {
  if (input.recoveryCode !== undefined) return { kind: 'recovery', code: input.recoveryCode };
  return { kind: 'code', code: input.code ?? '' };
}

function needsSignIn(): Refusal {
  return new Refusal('unauthenticated', 'SIGN_IN_NEEDED', 'Please sign in first.');
}
