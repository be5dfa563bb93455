package io.github.pammock;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Map;

/** JSON as the control plane speaks it. */
final class Json {

  static final Type MAP = new TypeToken<Map<String, Object>>() {}.getType();

  // A null in a patch takes a row away, so nulls are written; what is not given is not in the map at all.
  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .registerTypeAdapter(
              Instant.class, (JsonDeserializer<Instant>) (json, type, context) -> Instant.parse(json.getAsString()))
          .create();

  private Json() {}

  static String write(Object value) {
    return GSON.toJson(value);
  }

  /** @throws JsonParseException when it is none, or of another shape */
  static <T> T read(String text, Type type) {
    return GSON.fromJson(text, type);
  }

  /** An object that somebody wrote down. @throws IllegalArgumentException when it is none */
  static Map<String, Object> object(String what, String text) {
    try {
      JsonElement value = JsonParser.parseString(text);
      if (value.isJsonObject()) return GSON.fromJson(value, MAP);
    } catch (JsonParseException error) {
      throw new IllegalArgumentException(what + " is no object in JSON: " + error.getMessage(), error);
    }
    throw new IllegalArgumentException(what + " is no object in JSON: " + text.strip());
  }
}
