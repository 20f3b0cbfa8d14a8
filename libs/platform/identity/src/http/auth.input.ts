import { IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const TOKEN_FAULT = { message: 'token is not complete; open the link as it was sent' };

export class SecondFactorInput {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  code?: string;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  recoveryCode?: string;
}

export class EnrolmentInput {
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  password?: string;
}

export class EnrolmentConfirmInput {
  @IsString()
  @MaxLength(20)
  code: string;
}

export class StepUpInput {
  @IsString()
  @Length(1, 1_000)
  password: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  code?: string;
}

export class NewPasswordInput {
  @Matches(TOKEN, TOKEN_FAULT)
  token: string;

  @IsString()
  @MaxLength(1_000)
  password: string;
}

export class FirstStaffInput extends NewPasswordInput {
  @IsEmail({}, { message: 'email must be a mail address' })
  @MaxLength(254)
  email: string;

  @IsString()
  @Length(1, 120)
  name: string;
}

export class StaffResetInput {
  @IsString()
  @Length(1, 254)
  email: string;
}

export class CustomerResetInput {
  @IsString()
  @Length(1, 254)
  login: string;
}
