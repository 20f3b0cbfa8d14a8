import { graphql, type ResultOf, type VariablesOf } from '@demarc/web-api';

export const SimulateLoginDocument = graphql(`
  query SimulateLogin($input: SimulateLoginInput!) {
    simulateLogin(input: $input) {
      login
      routerId
      routerName
      serviceId
      customerId
      staffName
      outcome
      code
      sentence
      fix
      checks {
        name
        state
        sentence
      }
      garden
      speed
      event
      templateId
      fellBack {
        line
        message
      }
      attributes {
        name
        value
        line
      }
      leftOut {
        line
        name
      }
    }
  }
`);

export type SimulatedLogin = ResultOf<typeof SimulateLoginDocument>['simulateLogin'];
export type SimulationInput = VariablesOf<typeof SimulateLoginDocument>['input'];
