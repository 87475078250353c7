/** The types of requests and answers. */
package dev.acteon.client.model;
