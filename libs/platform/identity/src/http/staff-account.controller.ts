import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Public } from '@demarc/access';
import { validInput } from '@demarc/commands';
import { FirstStaff } from '../app/first-staff.js';
import { ResetRequests } from '../app/reset-requests.js';
import { StaffPasswords } from '../app/staff-passwords.js';
import { type SignedIn, StaffSignIn, stateAfterPassword } from '../app/staff-sign-in.js';
import { FirstStaffInput, NewPasswordInput, StaffResetInput } from './auth.input.js';
import { giveDevice } from './cookies.js';
import type { HttpResponse, IdentifiedRequest } from './request.js';
import { entered } from './staff-session.controller.js';

const BY_LINK = 'The one-time link is the proof.';

/** Getting a password for the admin app: the first account, an invitation, a forgotten password. */
@Controller('auth/staff')
export class StaffAccountController {
  constructor(
    private readonly staff: StaffSignIn,
    private readonly passwords: StaffPasswords,
    private readonly first: FirstStaff,
    private readonly resets: ResetRequests,
  ) {}

  @Public(BY_LINK)
  @Post('first')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async claimFirst(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<{ state: SignedIn['session']['state'] }> {
    const { origin } = request.identified;
    const staff = await this.first.claim(await validInput(FirstStaffInput, body), origin);
    return entered(request, response, await this.staff.enter(staff, stateAfterPassword(staff), origin, 'Signed in'));
  }

  @Public(BY_LINK)
  @Post('accept-invitation')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async acceptInvitation(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<{ state: SignedIn['session']['state'] }> {
    const { origin } = request.identified;
    const { token, password } = await validInput(NewPasswordInput, body);
    const staff = await this.passwords.acceptInvitation(token, password, origin);
    return entered(request, response, await this.staff.enter(staff, stateAfterPassword(staff), origin, 'Signed in'));
  }

  @Public('Whoever forgot their password is not signed in. The answer is the same for everybody.')
  @Post('reset')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async askReset(@Req() request: IdentifiedRequest, @Body() body: unknown): Promise<{ sent: true }> {
    const { email } = await validInput(StaffResetInput, body);
    await this.resets.ask('staff', email, request.identified.origin);
    return { sent: true };
  }

  @Public(BY_LINK)
  @Post('reset/confirm')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async reset(
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
    @Body() body: unknown,
  ): Promise<{ changed: true }> {
    const { token, password } = await validInput(NewPasswordInput, body);
    const { deviceToken } = await this.passwords.reset(token, password, request.identified.origin);
    giveDevice(response, deviceToken, request.identified.isSecure);
    return { changed: true };
  }
}
