/** Client of the Acteon gateway: plugins, rules, dispatch and audit over its REST API. */
package dev.acteon.client;
