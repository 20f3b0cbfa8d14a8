import { Button, CenterCard, PasswordInput, TextInput, UiLink } from '../src/index';
import { useState } from 'react';

export function FrameStory() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <CenterCard brand="Demarc" title="Sign in" footer={<UiLink href="/values">Forgot the password?</UiLink>}>
      <TextInput size="large" label="E-mail" type="email" autoComplete="username" value={email} onChange={setEmail} />
      <PasswordInput
        size="large"
        label="Password"
        value={password}
        onChange={setPassword}
        error="E-mail or password is wrong"
      />
      <Button tone="primary" size="large" wide>
        Sign in
      </Button>
    </CenterCard>
  );
}
