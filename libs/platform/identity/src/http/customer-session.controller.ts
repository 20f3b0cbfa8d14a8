import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Public } from '@demarc/access';
import { validInput } from '@demarc/commands';
import { CustomerSignIn } from '../app/customer-sign-in.js';
import { ResetRequests } from '../app/reset-requests.js';
import { CustomerResetInput, NewPasswordInput } from './auth.input.js';
import { giveDevice, takeSessionCookie } from './cookies.js';
import { PassportDoor } from './passport-door.js';
import type { HttpResponse, IdentifiedRequest } from './request.js';
import { assertTexts, entered } from './staff-session.controller.js';

/** Signing in and out of the portal. */
@Controller('auth/customer')
export class CustomerSessionController {
  constructor(
    private readonly door: PassportDoor,
    private readonly customers: CustomerSignIn,
    private readonly resets: ResetRequests,
  ) {}

  @Public('Signing in is for those who are not signed in.')
  @Post('sign-in')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async signIn(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<{ state: string }> {
    assertTexts(request.body, ['login', 'password']);
    return entered(request, response, await this.door.password('customer', request, response));
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
    if (caller) await this.customers.signOut(caller, origin);
    takeSessionCookie(response, 'customer', isSecure);
    return { state: 'signed_out' };
  }

  @Public('Whoever forgot their password is not signed in. The answer is the same for everybody.')
  @Post('reset')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async askReset(@Req() request: IdentifiedRequest, @Body() body: unknown): Promise<{ sent: true }> {
    const { login } = await validInput(CustomerResetInput, body);
    await this.resets.ask('customer', login, request.identified.origin);
    return { sent: true };
  }

  @Public('The one-time link is the proof.')
  @Post('reset/confirm')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async reset(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<{ changed: true }> {
    const { token, password } = await validInput(NewPasswordInput, body);
    const { deviceToken } = await this.customers.reset(token, password, request.identified.origin);
    giveDevice(response, deviceToken, request.identified.isSecure);
    return { changed: true };
  }
}
