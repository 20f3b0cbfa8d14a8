import {
  ChangeDeviceLogin,
  GiveDeviceLogin,
  RenewDevicePassword,
  RenewOwnDevicePassword,
  TakeDeviceLogin,
} from './device-login-commands.js';
import { DeviceLoginDesk } from './device-login-desk.js';
import { ListDeviceLogins, OwnDeviceLogin } from './device-logins.query.js';
import { LoginNews } from './login-news.js';

/** Log-ins of staff to network devices themselves. */
export const STAFF_LOGINS = [
  DeviceLoginDesk,
  LoginNews,
  GiveDeviceLogin,
  ChangeDeviceLogin,
  TakeDeviceLogin,
  RenewDevicePassword,
  RenewOwnDevicePassword,
  ListDeviceLogins,
  OwnDeviceLogin,
];
