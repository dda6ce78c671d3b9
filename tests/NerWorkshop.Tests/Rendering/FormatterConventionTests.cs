using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace NerWorkshop.Tests.RenderingTests;

/// <summary>The convention by which notebook engines find out how to show a type: everything goes by name.</summary>
public class FormatterConventionTests
{
    public static TheoryData<Type> ShownTypes =>
        [.. typeof(Doc).Assembly.GetExportedTypes()
            .Where(type => typeof(IRenderable).IsAssignableFrom(type) && type.IsClass)];

    [Theory]
    [MemberData(nameof(ShownTypes))]
    public void Every_renderable_type_names_its_formatters_for_html_and_plain_text(Type type)
    {
        object attribute = Assert.Single(
            type.GetCustomAttributes(true), attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
        Assert.Equal(["text/html", "text/plain"], (string[])Property(attribute, "PreferredMimeTypes")!);
        var source = (Type)Property(attribute, "FormatterSourceType")!;
        Assert.NotNull(source.GetConstructor(Type.EmptyTypes));
        Assert.Equal(["text/html", "text/plain"], Formatters(source).Keys);
    }

    [Fact]
    public void A_doc_formats_itself_through_the_convention()
    {
        var attribute = typeof(Doc).GetCustomAttribute<TypeFormatterSourceAttribute>()!;
        var formatters = Formatters(attribute.FormatterSourceType);
        Doc doc = Docs.With("Jane Smith spoke", ("Jane Smith", "PERSON"));
        var writer = new StringWriter();
        Assert.True(formatters["text/plain"](doc, writer));
        Assert.Equal("Jane Smith [PERSON] spoke", writer.ToString());
        writer = new StringWriter();
        Assert.True(formatters["text/html"](doc, writer));
        Assert.Equal(doc.Render().ToHtml(), writer.ToString());
        Assert.False(formatters["text/html"]("something else", new StringWriter()));
    }

    /// <summary>Calls what an engine would call, by name and through a compiled expression.</summary>
    private static Dictionary<string, Func<object, TextWriter, bool>> Formatters(Type source)
    {
        var formatters =
            (IEnumerable)source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source), null)!;
        ParameterExpression value = Expression.Parameter(typeof(object));
        ParameterExpression writer = Expression.Parameter(typeof(TextWriter));
        return formatters.Cast<object>().ToDictionary(
            formatter => (string)Property(formatter, "MimeType")!,
            formatter => Expression.Lambda<Func<object, TextWriter, bool>>(
                Expression.Call(
                    Expression.Constant(formatter), formatter.GetType().GetMethod("Format")!, value, writer),
                value,
                writer).Compile());
    }

    private static object? Property(object target, string name) => target.GetType().GetProperty(name)!.GetValue(target);
}
