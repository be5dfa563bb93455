/*
 * Web applications behind the filters of the Java CAS client, each in a context of its own. Argument: URL of CAS.
 * Each page tells who is signed in, as JSON.
 */
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.Filter;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jasig.cas.client.authentication.AttributePrincipal;
import org.jasig.cas.client.authentication.AuthenticationFilter;
import org.jasig.cas.client.session.SingleSignOutFilter;
import org.jasig.cas.client.session.SingleSignOutHttpSessionListener;
import org.jasig.cas.client.util.AssertionThreadLocalFilter;
import org.jasig.cas.client.util.HttpServletRequestWrapperFilter;
import org.jasig.cas.client.validation.AbstractUrlBasedTicketValidator;
import org.jasig.cas.client.validation.Cas10TicketValidationFilter;
import org.jasig.cas.client.validation.Cas10TicketValidator;
import org.jasig.cas.client.validation.Cas20ProxyReceivingTicketValidationFilter;
import org.jasig.cas.client.validation.Cas20ProxyTicketValidator;
import org.jasig.cas.client.validation.Cas20ServiceTicketValidator;
import org.jasig.cas.client.validation.Cas30ProxyReceivingTicketValidationFilter;
import org.jasig.cas.client.validation.Cas30ServiceTicketValidator;
import org.jasig.cas.client.validation.TicketValidationException;
import org.jasig.cas.client.validation.json.Cas30JsonProxyReceivingTicketValidationFilter;
import org.jasig.cas.client.validation.json.Cas30JsonServiceTicketValidator;

public class App {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tomcat tomcat = new Tomcat();
    private final String cas;
    private final String serverName;

    public static void main(String[] args) throws Exception {
        new App(args[0]).start();
    }

    private App(String cas) throws Exception {
        this.cas = cas;
        tomcat.setBaseDir(Files.createTempDirectory(java.nio.file.Path.of("."), "tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // Binds the port, whose number the filters want to know.
        tomcat.init();
        serverName = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    private void start() throws Exception {
        protect("/cas10", new Cas10TicketValidationFilter(), Map.of());
        protect("/cas20", new Cas20ProxyReceivingTicketValidationFilter(), Map.of());
        protect("/cas30", new Cas30ProxyReceivingTicketValidationFilter(), Map.of());
        protect("/json", new Cas30JsonProxyReceivingTicketValidationFilter(), Map.of());
        protect("/renew", new Cas30ProxyReceivingTicketValidationFilter(), Map.of("renew", "true"));
        protect("/gateway", new Cas30ProxyReceivingTicketValidationFilter(), Map.of("gateway", "true"));
        protect("/front", new Cas30ProxyReceivingTicketValidationFilter(), Map.of(
            "proxyCallbackUrl", serverName + "/front/proxyCallback", "proxyReceptorUrl", "/proxyCallback"));
        protect("/back", new Cas30ProxyReceivingTicketValidationFilter(), Map.of("acceptAnyProxy", "true"));
        serve(tomcat.addContext("/validate", null), "/*", new Validation());
        tomcat.start();
        System.out.println(serverName);
        tomcat.getServer().await();
    }

    /** The filters in the order of the client's README. */
    private void protect(String path, Filter validation, Map<String, String> settings) {
        Context context = tomcat.addContext(path, null);
        context.addApplicationListener(SingleSignOutHttpSessionListener.class.getName());
        settings.forEach(context::addParameter);
        context.addParameter("casServerUrlPrefix", cas);
        context.addParameter("casServerLoginUrl", cas + "/login");
        context.addParameter("serverName", serverName);
        filter(context, new SingleSignOutFilter());
        // The receptor of a proxy must not ask for a sign-in.
        boolean receives = settings.containsKey("proxyReceptorUrl");
        if (receives) filter(context, validation);
        filter(context, new AuthenticationFilter());
        if (!receives) filter(context, validation);
        filter(context, new HttpServletRequestWrapperFilter());
        filter(context, new AssertionThreadLocalFilter());
        serve(context, "/*", new Page());
        serve(context, "/leave", new Leave());
    }

    private static void filter(Context context, Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(filter.getClass().getSimpleName());
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName(definition.getFilterName());
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    private static void serve(Context context, String pattern, HttpServlet servlet) {
        Tomcat.addServlet(context, servlet.getClass().getSimpleName(), servlet);
        context.addServletMappingDecoded(pattern, servlet.getClass().getSimpleName());
    }

    private static Map<String, Object> told(AttributePrincipal principal) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("user", principal == null ? null : principal.getName());
        told.put("attributes", principal == null ? Map.of() : principal.getAttributes());
        return told;
    }

    private static void send(HttpServletResponse response, Map<String, Object> told) throws IOException {
        response.setContentType("application/json");
        PrintWriter out = response.getWriter();
        out.print(JSON.writeValueAsString(told));
    }

    /** Tells who is signed in, and gets a proxy ticket for the URL "for". */
    private static class Page extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AttributePrincipal principal = (AttributePrincipal) request.getUserPrincipal();
            Map<String, Object> told = told(principal);
            String target = request.getParameter("for");
            if (target != null) told.put("proxyTicket", principal.getProxyTicketFor(target));
            send(response, told);
        }
    }

    private class Leave extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getSession().invalidate();
            response.sendRedirect(cas + "/logout");
        }
    }

    /** Holds a ticket against one of the client's validators, whose name is the path. */
    private class Validation extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AbstractUrlBasedTicketValidator validator = validatorOf(request.getPathInfo());
            validator.setRenew(request.getParameter("renew") != null);
            Map<String, Object> told;
            try {
                String ticket = request.getParameter("ticket");
                told = told(validator.validate(ticket, request.getParameter("service")).getPrincipal());
            } catch (TicketValidationException error) {
                told = Map.of("error", String.valueOf(error.getMessage()));
            }
            send(response, told);
        }

        private AbstractUrlBasedTicketValidator validatorOf(String path) {
            switch (path) {
                case "/cas10": return new Cas10TicketValidator(cas);
                case "/cas20": return new Cas20ServiceTicketValidator(cas);
                case "/cas30": return new Cas30ServiceTicketValidator(cas);
                case "/json": return new Cas30JsonServiceTicketValidator(cas);
                case "/proxy":
                    Cas20ProxyTicketValidator proxies = new Cas20ProxyTicketValidator(cas);
                    proxies.setAcceptAnyProxy(true);
                    return proxies;
                default: throw new IllegalArgumentException(path);
            }
        }
    }
}
