import type { NoticeReason } from './notice-reason.js';

/** Languages that notices are written in; the same as those of papers. */
export const NOTICE_LANGUAGES = ['en', 'es', 'de', 'ru'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

export interface NoticeTexts {
  readonly reasons: Readonly<
    Record<NoticeReason, { readonly title: string; readonly sentence: string; readonly next: string }>
  >;
  readonly due: string;
  readonly pay: string;
  readonly paid: string;
  /** `{day}`: by when. */
  readonly promise: string;
  readonly promised: string;
  readonly account: string;
  readonly bank: string;
  readonly reference: string;
  readonly call: string;
  readonly again: string;
  readonly lookedAgain: string;
  readonly paymentOnItsWay: string;
}

const ENGLISH: NoticeTexts = {
  reasons: {
    unknown: {
      title: 'This connection is not known',
      sentence: 'No service belongs to the login that your router uses.',
      next: 'Look at the login in your router, or call us: we set it right with you.',
    },
    not_active: {
      title: 'Your service is not active',
      sentence: 'The service is not running: it has not started yet, it is paused, or it has ended.',
      next: 'Sign in to your account to see it, or call us.',
    },
    balance: {
      title: 'Your internet is paused',
      sentence: 'A bill is past its due date, so access is closed until it is paid.',
      next: 'It opens by itself as soon as the payment arrives, mostly within a minute.',
    },
    quota: {
      title: 'Your data is used up',
      sentence: 'The data of this period has been used.',
      next: 'Buy more in your account, or wait for the next period.',
    },
    hold: {
      title: 'Your access is on hold',
      sentence: 'Our staff put this connection on hold.',
      next: 'A payment does not lift it. Please call us.',
    },
    device: {
      title: 'This device is not allowed',
      sentence: 'The login is right, but it comes from a device or a place that we do not know.',
      next: 'If you have a new router, call us and we add it.',
    },
    password: {
      title: 'The password is wrong',
      sentence: 'Your router signs in with a password that is not the one of your service.',
      next: 'Type the password into your router again, or call us for a new one.',
    },
    open: {
      title: 'Your access is open again',
      sentence: 'Everything is in order with your service.',
      next: 'Switch your router off and on, or wait a few minutes: it connects by itself.',
    },
  },
  due: 'To pay',
  pay: 'Pay now',
  paid: 'I have paid already',
  promise: 'I will pay by {day}',
  promised: 'Thank you. Your access opens in a moment.',
  account: 'My account',
  bank: 'By bank transfer',
  reference: 'Reference',
  call: 'Call us',
  again: 'Look again',
  lookedAgain: 'We have not received a payment yet. A bank transfer takes up to two working days.',
  paymentOnItsWay: 'A payment is on its way. Your access opens as soon as it is confirmed.',
};

const SPANISH: NoticeTexts = {
  reasons: {
    unknown: {
      title: 'No conocemos esta conexión',
      sentence: 'Ningún servicio corresponde al usuario con el que se conecta su router.',
      next: 'Revise el usuario en su router o llámenos: lo arreglamos con usted.',
    },
    not_active: {
      title: 'Su servicio no está activo',
      sentence: 'El servicio todavía no ha empezado, está en pausa o ha terminado.',
      next: 'Entre en su cuenta para verlo o llámenos.',
    },
    balance: {
      title: 'Su internet está en pausa',
      sentence: 'Hay una factura vencida; el acceso queda cerrado hasta que se pague.',
      next: 'Se abre solo en cuanto llega el pago, casi siempre en un minuto.',
    },
    quota: {
      title: 'Ha consumido sus datos',
      sentence: 'Los datos de este período se han terminado.',
      next: 'Compre más en su cuenta o espere al próximo período.',
    },
    hold: {
      title: 'Su acceso está retenido',
      sentence: 'Nuestro personal ha retenido esta conexión.',
      next: 'Un pago no la libera. Por favor, llámenos.',
    },
    device: {
      title: 'Este equipo no está autorizado',
      sentence: 'El usuario es correcto, pero viene de un equipo o lugar que no conocemos.',
      next: 'Si tiene un router nuevo, llámenos y lo añadimos.',
    },
    password: {
      title: 'La contraseña no es correcta',
      sentence: 'Su router se conecta con una contraseña que no es la de su servicio.',
      next: 'Escriba de nuevo la contraseña en su router o llámenos para recibir otra.',
    },
    open: {
      title: 'Su acceso está abierto de nuevo',
      sentence: 'Todo está en orden con su servicio.',
      next: 'Apague y encienda su router o espere unos minutos: se conecta solo.',
    },
  },
  due: 'A pagar',
  pay: 'Pagar ahora',
  paid: 'Ya he pagado',
  promise: 'Pagaré antes del {day}',
  promised: 'Gracias. Su acceso se abre en un momento.',
  account: 'Mi cuenta',
  bank: 'Por transferencia',
  reference: 'Concepto',
  call: 'Llámenos',
  again: 'Mirar otra vez',
  lookedAgain: 'Todavía no hemos recibido ningún pago. Una transferencia tarda hasta dos días hábiles.',
  paymentOnItsWay: 'Hay un pago en camino. Su acceso se abre en cuanto se confirme.',
};

const GERMAN: NoticeTexts = {
  reasons: {
    unknown: {
      title: 'Dieser Anschluss ist unbekannt',
      sentence: 'Zu der Anmeldung, die Ihr Router benutzt, gehört kein Dienst.',
      next: 'Sehen Sie in Ihrem Router nach, oder rufen Sie uns an: Wir bringen es gemeinsam in Ordnung.',
    },
    not_active: {
      title: 'Ihr Dienst ist nicht aktiv',
      sentence: 'Der Dienst hat noch nicht begonnen, pausiert oder ist beendet.',
      next: 'Sehen Sie in Ihrem Konto nach, oder rufen Sie uns an.',
    },
    balance: {
      title: 'Ihr Internet ist unterbrochen',
      sentence: 'Eine Rechnung ist überfällig. Bis sie bezahlt ist, bleibt der Zugang geschlossen.',
      next: 'Er öffnet sich von selbst, sobald die Zahlung eingeht, meist innerhalb einer Minute.',
    },
    quota: {
      title: 'Ihr Datenvolumen ist aufgebraucht',
      sentence: 'Das Volumen dieses Zeitraums ist verbraucht.',
      next: 'Kaufen Sie in Ihrem Konto mehr, oder warten Sie auf den nächsten Zeitraum.',
    },
    hold: {
      title: 'Ihr Zugang ist angehalten',
      sentence: 'Unsere Mitarbeiter haben diesen Anschluss angehalten.',
      next: 'Eine Zahlung hebt das nicht auf. Bitte rufen Sie uns an.',
    },
    device: {
      title: 'Dieses Gerät ist nicht zugelassen',
      sentence: 'Die Anmeldung stimmt, kommt aber von einem Gerät oder Ort, den wir nicht kennen.',
      next: 'Wenn Sie einen neuen Router haben, rufen Sie uns an; wir tragen ihn ein.',
    },
    password: {
      title: 'Das Passwort ist falsch',
      sentence: 'Ihr Router meldet sich mit einem Passwort an, das nicht zu Ihrem Dienst gehört.',
      next: 'Geben Sie das Passwort im Router neu ein, oder lassen Sie sich von uns ein neues geben.',
    },
    open: {
      title: 'Ihr Zugang ist wieder offen',
      sentence: 'Mit Ihrem Dienst ist alles in Ordnung.',
      next: 'Schalten Sie den Router aus und ein, oder warten Sie ein paar Minuten: Er verbindet sich von selbst.',
    },
  },
  due: 'Zu zahlen',
  pay: 'Jetzt zahlen',
  paid: 'Ich habe schon bezahlt',
  promise: 'Ich zahle bis {day}',
  promised: 'Danke. Ihr Zugang öffnet sich gleich.',
  account: 'Mein Konto',
  bank: 'Per Überweisung',
  reference: 'Verwendungszweck',
  call: 'Rufen Sie uns an',
  again: 'Noch einmal nachsehen',
  lookedAgain: 'Es ist noch keine Zahlung eingegangen. Eine Überweisung dauert bis zu zwei Werktage.',
  paymentOnItsWay: 'Eine Zahlung ist unterwegs. Ihr Zugang öffnet sich, sobald sie bestätigt ist.',
};

const RUSSIAN: NoticeTexts = {
  reasons: {
    unknown: {
      title: 'Это подключение нам неизвестно',
      sentence: 'Логину, с которым входит ваш роутер, не соответствует ни одна услуга.',
      next: 'Проверьте логин в роутере или позвоните нам: исправим вместе.',
    },
    not_active: {
      title: 'Услуга не активна',
      sentence: 'Услуга ещё не началась, приостановлена или закончилась.',
      next: 'Посмотрите в личном кабинете или позвоните нам.',
    },
    balance: {
      title: 'Интернет приостановлен',
      sentence: 'Счёт просрочен, поэтому доступ закрыт до оплаты.',
      next: 'Он откроется сам, как только придёт оплата, обычно в течение минуты.',
    },
    quota: {
      title: 'Трафик израсходован',
      sentence: 'Объём данных этого периода использован.',
      next: 'Купите ещё в личном кабинете или дождитесь следующего периода.',
    },
    hold: {
      title: 'Доступ приостановлен сотрудником',
      sentence: 'Наши сотрудники приостановили это подключение.',
      next: 'Оплата его не откроет. Пожалуйста, позвоните нам.',
    },
    device: {
      title: 'Это устройство не разрешено',
      sentence: 'Логин верный, но вход идёт с устройства или места, которого мы не знаем.',
      next: 'Если у вас новый роутер, позвоните нам, и мы его добавим.',
    },
    password: {
      title: 'Неверный пароль',
      sentence: 'Роутер входит с паролем, который не подходит к вашей услуге.',
      next: 'Введите пароль в роутере заново или попросите у нас новый.',
    },
    open: {
      title: 'Доступ снова открыт',
      sentence: 'С вашей услугой всё в порядке.',
      next: 'Выключите и включите роутер или подождите несколько минут: он подключится сам.',
    },
  },
  due: 'К оплате',
  pay: 'Оплатить',
  paid: 'Я уже оплатил',
  promise: 'Заплачу до {day}',
  promised: 'Спасибо. Доступ откроется через мгновение.',
  account: 'Личный кабинет',
  bank: 'Банковским переводом',
  reference: 'Назначение',
  call: 'Позвоните нам',
  again: 'Проверить ещё раз',
  lookedAgain: 'Оплата ещё не поступила. Перевод идёт до двух рабочих дней.',
  paymentOnItsWay: 'Оплата в пути. Доступ откроется, как только она подтвердится.',
};

const TEXTS: Readonly<Record<NoticeLanguage, NoticeTexts>> = { en: ENGLISH, es: SPANISH, de: GERMAN, ru: RUSSIAN };

export function noticeTexts(language: NoticeLanguage): NoticeTexts {
  return TEXTS[language];
}

/** The first of the wishes that notices are written in: a customer's own language, then what the browser asks for. */
export function noticeLanguage(wishes: readonly (string | null | undefined)[]): NoticeLanguage {
  for (const wish of wishes.flatMap((one) => one?.split(',') ?? [])) {
    const found = NOTICE_LANGUAGES.find((language) => language === wish.trim().slice(0, 2).toLowerCase());
    if (found) return found;
  }
  return 'en';
}
